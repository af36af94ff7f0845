-- The things that take part in most claims.
SELECT n.id, n.kind, n.label, n.canonical, n.names, n."begin", n."end", n.certainty, n.mentions, n.records,
    n.degree, n.access
FROM graph_nodes AS n
WHERE n.degree > 0 AND (:kinds IS NULL OR n.kind IN (SELECT value FROM json_each(:kinds)))
ORDER BY n.degree DESC, n.id LIMIT :limit;
