-- How many edges of each type there are.
SELECT e.type, count(*) AS number
FROM graph_edges AS e GROUP BY e.type
ORDER BY number DESC, e.type LIMIT 100;
