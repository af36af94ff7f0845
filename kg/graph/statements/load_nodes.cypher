// Label is a word of our own list of kinds, never of an archive.
UNWIND $rows AS row
MERGE (n:Entity {id: row.id})
SET n:LABEL, n += row;
