CREATE CONSTRAINT dangmai_entity_id IF NOT EXISTS FOR (n:Entity) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT dangmai_record_id IF NOT EXISTS FOR (n:Record) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT dangmai_projection_id IF NOT EXISTS FOR (n:DangmaiProjection) REQUIRE n.id IS UNIQUE;
CREATE INDEX dangmai_entity_kind IF NOT EXISTS FOR (n:Entity) ON (n.kind, n.mentions);
CREATE INDEX dangmai_entity_degree IF NOT EXISTS FOR (n:Entity) ON (n.degree);
CREATE INDEX dangmai_entity_canonical IF NOT EXISTS FOR (n:Entity) ON (n.canonical);
CREATE INDEX dangmai_record_ref_code IF NOT EXISTS FOR (n:Record) ON (n.ref_code);
CALL db.awaitIndexes(300);
