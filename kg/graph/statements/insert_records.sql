INSERT INTO graph_records (id, title, ref_code, date, access)
VALUES (:id, :title, :ref_code, :date, :access);
