// The edges that leave some things, in either direction; themes lead nowhere.
MATCH (n:Entity)-[r]-(other:Entity)
WHERE n.id IN $ids AND type(r) <> 'CLASSIFIED_AS' AND n.id <> other.id
WITH r, startNode(r) AS a, endNode(r) AS b, n.id AS start, other.id AS other
RETURN r.key AS key, a.id AS source, b.id AS target, r.relation AS `type`, r.assertions AS assertions,
    r.confidence AS confidence, r.evidence AS evidence, r.edtf AS edtf, r.lo AS lo, r.hi AS hi,
    r.role AS role, r.stances AS stances, r.polarity AS polarity,
    r.modality AS modality, r.why AS why, r.access AS access, start, other
ORDER BY start, r.key LIMIT $limit;
