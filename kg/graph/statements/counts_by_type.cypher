// How many edges of each type there are.
MATCH (:Entity)-[r]->(:Entity)
RETURN r.relation AS `type`, count(*) AS number
ORDER BY number DESC, `type` LIMIT 100;
