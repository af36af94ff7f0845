// Type is a word of our own list of relations, never of an archive.
UNWIND $rows AS row
MATCH (a:Entity {id: row.source})
MATCH (b:Entity {id: row.target})
MERGE (a)-[r:TYPE {key: row.edge.key}]->(b)
SET r += row.edge;
