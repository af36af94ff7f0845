-- How much there is of everything.
SELECT
    (SELECT count(*) FROM graph_nodes) AS nodes,
    (SELECT count(*) FROM graph_edges) AS edges,
    (SELECT count(*) FROM graph_records) AS records,
    (SELECT count(*) FROM graph_namings) AS namings;
