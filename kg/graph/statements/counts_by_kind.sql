-- How many things of each kind there are.
SELECT n.kind, count(*) AS number
FROM graph_nodes AS n GROUP BY n.kind
ORDER BY number DESC, n.kind LIMIT 100;
