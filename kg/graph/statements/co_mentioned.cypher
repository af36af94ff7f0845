// What is named in the same records as one thing; never the thing itself.
MATCH (start:Entity {id: $id})<-[:MENTIONS]-(x:Record)-[:MENTIONS]->(n:Entity)
WHERE n.id <> $id AND ($kinds IS NULL OR n.kind IN $kinds)
WITH n, count(DISTINCT x) AS shared
RETURN n.id AS id, n.kind AS kind, n.label AS label, n.canonical AS canonical, n.names_json AS names,
    n.begin AS begin, n.`end` AS `end`, n.certainty AS certainty, n.mentions AS mentions,
    n.records AS records, n.degree AS degree, n.access AS access, shared
ORDER BY shared DESC, n.id LIMIT $limit;
