CREATE TABLE graph_meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE graph_nodes (
    id TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    label TEXT NOT NULL,
    canonical TEXT NOT NULL,
    names TEXT NOT NULL,
    "begin" TEXT NOT NULL,
    "end" TEXT NOT NULL,
    certainty TEXT NOT NULL,
    mentions INTEGER NOT NULL,
    records INTEGER NOT NULL,
    degree INTEGER NOT NULL,
    access TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX graph_nodes_kind ON graph_nodes (kind, mentions DESC, id);
CREATE INDEX graph_nodes_degree ON graph_nodes (degree DESC, id);
CREATE TABLE graph_edges (
    key TEXT PRIMARY KEY,
    source TEXT NOT NULL,
    target TEXT NOT NULL,
    type TEXT NOT NULL,
    assertions TEXT NOT NULL,
    confidence REAL NOT NULL,
    evidence INTEGER NOT NULL,
    edtf TEXT NOT NULL,
    lo INTEGER NOT NULL,
    hi INTEGER NOT NULL,
    role TEXT NOT NULL,
    stances TEXT NOT NULL,
    polarity TEXT NOT NULL,
    modality TEXT NOT NULL,
    why TEXT NOT NULL,
    access TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX graph_edges_source ON graph_edges (source, target);
CREATE INDEX graph_edges_target ON graph_edges (target, source);
CREATE INDEX graph_edges_time ON graph_edges (lo, hi);
CREATE TABLE graph_evidence (
    edge TEXT NOT NULL,
    record TEXT NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    PRIMARY KEY (edge, record, start, "end")
) WITHOUT ROWID;
CREATE TABLE graph_accounts (
    id TEXT PRIMARY KEY,
    event TEXT NOT NULL,
    record TEXT NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    type TEXT NOT NULL,
    edtf TEXT NOT NULL,
    lo INTEGER NOT NULL,
    hi INTEGER NOT NULL,
    stance TEXT NOT NULL,
    modality TEXT NOT NULL,
    parts TEXT NOT NULL,
    places TEXT NOT NULL,
    outcomes TEXT NOT NULL,
    access TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX graph_accounts_event ON graph_accounts (event, record, start);
CREATE TABLE graph_records (
    id TEXT PRIMARY KEY,
    title TEXT NOT NULL,
    ref_code TEXT NOT NULL,
    date TEXT NOT NULL,
    access TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE graph_namings (
    entity TEXT NOT NULL,
    record TEXT NOT NULL,
    count INTEGER NOT NULL,
    PRIMARY KEY (entity, record)
) WITHOUT ROWID;
CREATE INDEX graph_namings_record ON graph_namings (record, entity);
