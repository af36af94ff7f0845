-- What one record names.
SELECT n.id, n.kind, n.label, n.canonical, n.names, n."begin", n."end", n.certainty, n.mentions, n.records,
    n.degree, n.access, g.count
FROM graph_namings AS g JOIN graph_nodes AS n ON n.id = g.entity
WHERE g.record = :record
ORDER BY g.count DESC, n.id LIMIT :limit;
