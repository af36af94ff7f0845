// Things of one kind, the most named first.
MATCH (n:Entity) WHERE n.kind = $kind
RETURN n.id AS id, n.kind AS kind, n.label AS label, n.canonical AS canonical, n.names_json AS names,
    n.begin AS begin, n.`end` AS `end`, n.certainty AS certainty, n.mentions AS mentions,
    n.records AS records, n.degree AS degree, n.access AS access
ORDER BY n.mentions DESC, n.id SKIP $offset LIMIT $limit;
