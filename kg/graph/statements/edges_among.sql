-- The edges that join some things to each other.
SELECT e.key, e.source, e.target, e.type, e.assertions, e.confidence, e.evidence, e.edtf, e.lo, e.hi,
    e.role, e.stances, e.polarity, e.modality, e.why, e.access
FROM graph_edges AS e
WHERE
    e.source IN (SELECT value FROM json_each(:ids))
    AND e.target IN (SELECT value FROM json_each(:ids))
ORDER BY e.key LIMIT :limit;
