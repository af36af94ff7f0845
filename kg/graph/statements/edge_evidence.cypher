// The passages one edge rests on, with their records.
MATCH (a:Entity {id: split($key, '~')[0]})-[r]->(:Entity)
WHERE r.key = $key
UNWIND r.passages AS passage
WITH split(passage, ':') AS part
MATCH (x:Record {id: part[0]})
WITH x, toInteger(part[1]) AS start, toInteger(part[2]) AS stop
RETURN x.id AS record, x.title AS title, x.ref_code AS ref_code, x.date AS date, x.access AS access, start,
    stop AS `end`
ORDER BY record, start, stop LIMIT $limit;
