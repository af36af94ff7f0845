-- One edge.
SELECT e.key, e.source, e.target, e.type, e.assertions, e.confidence, e.evidence, e.edtf, e.lo, e.hi,
    e.role, e.stances, e.polarity, e.modality, e.why, e.access
FROM graph_edges AS e WHERE e.key = :key
LIMIT 1;
