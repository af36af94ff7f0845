-- The passages one edge rests on, with their records.
SELECT x.id AS record, x.title, x.ref_code, x.date, x.access, v.start, v."end"
FROM graph_evidence AS v JOIN graph_records AS x ON x.id = v.record
WHERE v.edge = :key
ORDER BY x.id, v.start, v."end" LIMIT :limit;
