INSERT INTO graph_edges (key, source, target, type, assertions, confidence, evidence, edtf, lo, hi, role,
    stances, polarity, modality, why, access)
VALUES (:key, :source, :target, :type, :assertions, :confidence, :evidence, :edtf, :lo, :hi, :role,
    :stances, :polarity, :modality, :why, :access);
