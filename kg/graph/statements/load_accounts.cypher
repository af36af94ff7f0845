UNWIND $rows AS row
MATCH (x:Record {id: row.record})
MERGE (a:Account {id: row.id})
SET a += row
MERGE (a)-[:TOLD_IN]->(x);
