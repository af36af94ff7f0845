-- Things of one kind, the most named first.
SELECT n.id, n.kind, n.label, n.canonical, n.names, n."begin", n."end", n.certainty, n.mentions, n.records,
    n.degree, n.access
FROM graph_nodes AS n WHERE n.kind = :kind
ORDER BY n.mentions DESC, n.id LIMIT :limit OFFSET :offset;
