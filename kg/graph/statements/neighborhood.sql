-- The edges at one thing and what is at their other end; never the thing itself.
SELECT e.key, e.source, e.target, e.type, e.assertions, e.confidence, e.evidence, e.edtf, e.lo, e.hi,
    e.role, e.stances, e.polarity, e.modality, e.why, e.access, n.id AS other,
    n.kind AS other_kind, n.label AS other_label, n.mentions AS other_mentions,
    n.certainty AS other_certainty, n.access AS other_access
FROM (
    SELECT key, target AS other FROM graph_edges WHERE source = :id
    UNION
    SELECT key, source AS other FROM graph_edges WHERE target = :id
) AS near
JOIN graph_edges AS e ON e.key = near.key
JOIN graph_nodes AS n ON n.id = near.other
WHERE n.id <> :id AND (:kinds IS NULL OR n.kind IN (SELECT value FROM json_each(:kinds)))
ORDER BY e.evidence DESC, e.confidence DESC, e.key LIMIT :limit;
