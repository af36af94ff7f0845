-- Some things, by id.
SELECT n.id, n.kind, n.label, n.canonical, n.names, n."begin", n."end", n.certainty, n.mentions, n.records,
    n.degree, n.access
FROM graph_nodes AS n WHERE n.id IN (SELECT value FROM json_each(:ids))
ORDER BY n.id LIMIT :limit;
