INSERT INTO graph_edges (key, source, target, type, assertions, confidence, evidence, edtf, lo, hi, role,
    why, access)
VALUES (:key, :source, :target, :type, :assertions, :confidence, :evidence, :edtf, :lo, :hi, :role, :why,
    :access);
