-- One thing.
SELECT n.id, n.kind, n.label, n.canonical, n.names, n."begin", n."end", n.certainty, n.mentions, n.records,
    n.degree, n.access
FROM graph_nodes AS n WHERE n.id = :id
LIMIT 1;
