UNWIND $rows AS row
MATCH (x:Record {id: row.record})
MATCH (n:Entity {id: row.entity})
MERGE (x)-[g:MENTIONS]->(n)
SET g.count = row.count, g.projection = row.projection;
