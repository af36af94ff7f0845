// The records that name one thing.
MATCH (:Entity {id: $id})<-[g:MENTIONS]-(x:Record)
RETURN x.id AS record, x.title AS title, x.ref_code AS ref_code, x.date AS date, x.access AS access,
    g.count AS count
ORDER BY g.count DESC, x.id LIMIT $limit;
