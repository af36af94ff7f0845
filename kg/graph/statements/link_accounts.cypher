// An account of a named event leads to it; an event without a name is known by its accounts alone.
UNWIND $rows AS row
MATCH (a:Account {id: row.id})
MATCH (n:Entity {id: row.event})
MERGE (a)-[r:TELLS_OF]->(n)
SET r.projection = row.projection;
