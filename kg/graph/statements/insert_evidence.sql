INSERT INTO graph_evidence (edge, record, start, "end")
VALUES (:edge, :record, :start, :end);
