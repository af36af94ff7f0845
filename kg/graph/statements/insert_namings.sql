INSERT INTO graph_namings (entity, record, count)
VALUES (:entity, :record, :count);
