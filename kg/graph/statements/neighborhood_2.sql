-- What lies within two steps of one thing; the second step never goes over a theme.
WITH one AS (
    SELECT target AS id FROM graph_edges WHERE source = :id
    UNION
    SELECT source FROM graph_edges WHERE target = :id
),
two AS (
    SELECT e.target AS id FROM one JOIN graph_edges AS e ON e.source = one.id
    WHERE one.id <> :id AND e.type <> 'classifiedAs'
    UNION
    SELECT e.source FROM one JOIN graph_edges AS e ON e.target = one.id
    WHERE one.id <> :id AND e.type <> 'classifiedAs'
),
reached AS (
    SELECT id, min(distance) AS distance
    FROM (SELECT id, 1 AS distance FROM one UNION ALL SELECT id, 2 FROM two)
    WHERE id <> :id GROUP BY id
)
SELECT n.id, n.kind, n.label, n.canonical, n.names, n."begin", n."end", n.certainty, n.mentions, n.records,
    n.degree, n.access, reached.distance
FROM reached JOIN graph_nodes AS n ON n.id = reached.id
WHERE (:kinds IS NULL OR n.kind IN (SELECT value FROM json_each(:kinds)))
ORDER BY reached.distance, n.mentions DESC, n.id LIMIT :limit;
