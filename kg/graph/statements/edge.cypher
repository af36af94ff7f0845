// One edge; its key begins with the thing it starts from.
MATCH (a:Entity {id: split($key, '~')[0]})-[r]->(b:Entity)
WHERE r.key = $key
RETURN r.key AS key, a.id AS source, b.id AS target, r.relation AS `type`, r.assertions AS assertions,
    r.confidence AS confidence, r.evidence AS evidence, r.edtf AS edtf, r.lo AS lo, r.hi AS hi,
    r.role AS role, r.stances AS stances, r.polarity AS polarity,
    r.modality AS modality, r.why AS why, r.access AS access
LIMIT 1;
