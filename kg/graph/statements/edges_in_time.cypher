// The dated edges that may touch a stretch of time (YYYYMMDD).
MATCH (a:Entity)-[r]->(b:Entity)
WHERE r.lo > 0 AND r.lo <= $hi AND r.hi >= $lo
RETURN r.key AS key, a.id AS source, b.id AS target, r.relation AS `type`, r.assertions AS assertions,
    r.confidence AS confidence, r.evidence AS evidence, r.edtf AS edtf, r.lo AS lo, r.hi AS hi,
    r.role AS role, r.stances AS stances, r.polarity AS polarity,
    r.modality AS modality, r.why AS why, r.access AS access
ORDER BY r.lo, r.hi, r.key LIMIT $limit;
