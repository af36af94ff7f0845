-- The dated edges that may touch a stretch of time (YYYYMMDD).
SELECT e.key, e.source, e.target, e.type, e.assertions, e.confidence, e.evidence, e.edtf, e.lo, e.hi,
    e.role, e.stances, e.polarity, e.modality, e.why, e.access
FROM graph_edges AS e
WHERE e.lo > 0 AND e.lo <= :hi AND e.hi >= :lo
ORDER BY e.lo, e.hi, e.key LIMIT :limit;
