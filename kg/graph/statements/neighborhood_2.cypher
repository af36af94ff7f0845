// What lies within two steps of one thing; the second step never goes over a theme.
MATCH (start:Entity {id: $id})--(one:Entity)
WHERE one.id <> $id
WITH collect(DISTINCT one) AS ones
UNWIND ones AS via
OPTIONAL MATCH (via)-[r]-(two:Entity)
WHERE type(r) <> 'CLASSIFIED_AS' AND two.id <> $id
WITH ones, [one IN ones | one.id] AS near, collect(DISTINCT two) AS twos
UNWIND ones + twos AS n
WITH DISTINCT n, CASE WHEN n.id IN near THEN 1 ELSE 2 END AS distance
WHERE ($kinds IS NULL OR n.kind IN $kinds)
RETURN n.id AS id, n.kind AS kind, n.label AS label, n.canonical AS canonical, n.names_json AS names,
    n.begin AS begin, n.`end` AS `end`, n.certainty AS certainty, n.mentions AS mentions,
    n.records AS records, n.degree AS degree, n.access AS access, distance
ORDER BY distance, n.mentions DESC, n.id LIMIT $limit;
