// Edges of an earlier load, some at a time; what others put into the server carries no projection and stays.
MATCH (:LABEL)-[r]->(:Entity)
WHERE r.projection IS NOT NULL AND r.projection <> $projection
WITH r LIMIT $limit
DELETE r
RETURN count(*) AS gone;
