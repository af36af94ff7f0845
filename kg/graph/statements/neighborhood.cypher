// The edges at one thing and what is at their other end; never the thing itself.
MATCH (start:Entity {id: $id})-[r]-(n:Entity)
WHERE n.id <> $id AND ($kinds IS NULL OR n.kind IN $kinds)
WITH r, n, startNode(r) AS a, endNode(r) AS b
RETURN r.key AS key, a.id AS source, b.id AS target, r.relation AS `type`, r.assertions AS assertions,
    r.confidence AS confidence, r.evidence AS evidence, r.edtf AS edtf, r.lo AS lo, r.hi AS hi,
    r.role AS role, r.stances AS stances, r.polarity AS polarity,
    r.modality AS modality, r.why AS why, r.access AS access, n.id AS other, n.kind AS other_kind,
    n.label AS other_label, n.mentions AS other_mentions, n.certainty AS other_certainty,
    n.access AS other_access
ORDER BY r.evidence DESC, r.confidence DESC, r.key LIMIT $limit;
