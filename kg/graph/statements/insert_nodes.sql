INSERT INTO graph_nodes (id, kind, label, canonical, names, "begin", "end", certainty, mentions, records,
    degree, access)
VALUES (:id, :kind, :label, :canonical, :names, :begin, :end, :certainty, :mentions, :records, :degree,
    :access);
