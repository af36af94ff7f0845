-- The edges that leave some things, in either direction; themes lead nowhere.
SELECT e.key, e.source, e.target, e.type, e.assertions, e.confidence, e.evidence, e.edtf, e.lo, e.hi,
    e.role, e.stances, e.polarity, e.modality, e.why, e.access, e.source AS start, e.target AS other
FROM graph_edges AS e
WHERE e.source IN (SELECT value FROM json_each(:ids)) AND e.type <> 'classifiedAs' AND e.source <> e.target
UNION ALL
SELECT e.key, e.source, e.target, e.type, e.assertions, e.confidence, e.evidence, e.edtf, e.lo, e.hi,
    e.role, e.stances, e.polarity, e.modality, e.why, e.access, e.target AS start, e.source AS other
FROM graph_edges AS e
WHERE e.target IN (SELECT value FROM json_each(:ids)) AND e.type <> 'classifiedAs' AND e.source <> e.target
ORDER BY start, key LIMIT :limit;
