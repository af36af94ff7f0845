UNWIND $rows AS row
MERGE (x:Record {id: row.id})
SET x += row;
