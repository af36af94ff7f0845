-- What is named in the same records as one thing; never the thing itself.
SELECT n.id, n.kind, n.label, n.canonical, n.names, n."begin", n."end", n.certainty, n.mentions, n.records,
    n.degree, n.access, count(*) AS shared
FROM graph_namings AS mine
JOIN graph_namings AS theirs ON theirs.record = mine.record
JOIN graph_nodes AS n ON n.id = theirs.entity
WHERE mine.entity = :id AND theirs.entity <> :id AND (:kinds IS NULL OR n.kind IN (SELECT value FROM
    json_each(:kinds)))
GROUP BY n.id
ORDER BY shared DESC, n.id LIMIT :limit;
