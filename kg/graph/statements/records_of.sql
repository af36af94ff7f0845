-- The records that name one thing.
SELECT x.id AS record, x.title, x.ref_code, x.date, x.access, g.count
FROM graph_namings AS g JOIN graph_records AS x ON x.id = g.record
WHERE g.entity = :id
ORDER BY g.count DESC, x.id LIMIT :limit;
