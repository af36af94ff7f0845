INSERT INTO graph_meta (key, value)
VALUES (:key, :value);
