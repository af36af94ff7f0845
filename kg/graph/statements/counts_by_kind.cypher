// How many things of each kind there are.
MATCH (n:Entity)
RETURN n.kind AS kind, count(*) AS number
ORDER BY number DESC, kind LIMIT 100;
