MATCH (n:LABEL)
WHERE n.projection IS NOT NULL AND n.projection <> $projection
WITH n LIMIT $limit
DETACH DELETE n
RETURN count(*) AS gone;
