-- The archive file. Spans are half-open code points of records.text (L0).
-- Lists and dates are JSON; dates also keep their bounds as integers YYYYMMDD so that they can be searched.

CREATE TABLE meta (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE files (
    path TEXT PRIMARY KEY,
    sha256 TEXT NOT NULL,
    reader_version TEXT NOT NULL,
    outcome TEXT NOT NULL,
    reason TEXT NOT NULL,
    remedy TEXT NOT NULL,
    record TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE records (
    id TEXT PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    text TEXT NOT NULL,
    lang TEXT NOT NULL,
    script TEXT NOT NULL,
    source TEXT NOT NULL,
    source_sha256 TEXT NOT NULL,
    encoding TEXT NOT NULL,
    access TEXT NOT NULL,
    notes TEXT NOT NULL,
    ref_code TEXT NOT NULL,
    fonds TEXT NOT NULL,
    series TEXT NOT NULL,
    file TEXT NOT NULL,
    item TEXT NOT NULL,
    title TEXT NOT NULL,
    creator TEXT NOT NULL,
    date TEXT NOT NULL,
    secrecy TEXT NOT NULL,
    open_mark TEXT NOT NULL,
    retention TEXT NOT NULL
);
CREATE INDEX records_access ON records (access, id);

CREATE TABLE pages (
    record TEXT NOT NULL REFERENCES records (id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    image TEXT NOT NULL,
    width INTEGER NOT NULL,
    height INTEGER NOT NULL,
    lines TEXT NOT NULL,
    PRIMARY KEY (record, number)
) WITHOUT ROWID;

CREATE TABLE runs (
    stage TEXT NOT NULL,
    record TEXT NOT NULL REFERENCES records (id) ON DELETE CASCADE,
    run TEXT NOT NULL,
    PRIMARY KEY (stage, record)
) WITHOUT ROWID;
CREATE INDEX runs_record ON runs (record);

CREATE TABLE mentions (
    id TEXT PRIMARY KEY,
    record TEXT NOT NULL REFERENCES records (id) ON DELETE CASCADE,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    text TEXT NOT NULL,
    kind TEXT NOT NULL,
    score REAL NOT NULL,
    found_by TEXT NOT NULL
);
CREATE INDEX mentions_record ON mentions (record, start, "end");

CREATE TABLE dates (
    record TEXT NOT NULL REFERENCES records (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    date TEXT NOT NULL,
    lo INTEGER NOT NULL,
    hi INTEGER NOT NULL,
    PRIMARY KEY (record, position)
) WITHOUT ROWID;

CREATE TABLE entities (
    id TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    canonical TEXT NOT NULL,
    names TEXT NOT NULL,
    authority TEXT NOT NULL,
    "begin" TEXT NOT NULL,
    "end" TEXT NOT NULL,
    note TEXT NOT NULL,
    source TEXT NOT NULL,
    certainty TEXT NOT NULL,
    sensitivity TEXT NOT NULL
);

CREATE TABLE links (
    mention TEXT PRIMARY KEY REFERENCES mentions (id) ON DELETE CASCADE,
    entity TEXT NOT NULL REFERENCES entities (id),
    score REAL NOT NULL,
    why TEXT NOT NULL,
    candidates TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX links_entity ON links (entity, mention);

CREATE TABLE events (
    record TEXT NOT NULL REFERENCES records (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    text TEXT NOT NULL,
    type TEXT NOT NULL,
    date TEXT NOT NULL,
    lo INTEGER NOT NULL,
    hi INTEGER NOT NULL,
    participants TEXT NOT NULL,
    places TEXT NOT NULL,
    event TEXT NOT NULL,
    PRIMARY KEY (record, position)
) WITHOUT ROWID;

CREATE TABLE event_entities (
    entity TEXT NOT NULL,
    record TEXT NOT NULL,
    position INTEGER NOT NULL,
    PRIMARY KEY (entity, record, position),
    FOREIGN KEY (record, position) REFERENCES events (record, position) ON DELETE CASCADE
) WITHOUT ROWID;
CREATE INDEX event_entities_event ON event_entities (record, position);

-- What is claimed; how sure, by whom and in which state is said once per record, so that
-- a record that nobody may read never colors what an open one says.
CREATE TABLE assertions (
    id TEXT PRIMARY KEY,
    subject TEXT NOT NULL,
    predicate TEXT NOT NULL,
    object TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX assertions_subject ON assertions (subject, id);
CREATE INDEX assertions_object ON assertions (object, id);

CREATE TABLE claims (
    assertion TEXT NOT NULL REFERENCES assertions (id) ON DELETE CASCADE,
    record TEXT NOT NULL REFERENCES records (id) ON DELETE CASCADE,
    made_by TEXT NOT NULL,
    confidence REAL NOT NULL,
    date TEXT NOT NULL,
    lo INTEGER NOT NULL,
    hi INTEGER NOT NULL,
    role TEXT NOT NULL,
    polarity TEXT NOT NULL,
    modality TEXT NOT NULL,
    stance TEXT NOT NULL,
    state TEXT NOT NULL,
    preferred INTEGER NOT NULL,
    PRIMARY KEY (assertion, record)
) WITHOUT ROWID;
CREATE INDEX claims_record ON claims (record, assertion);

CREATE TABLE evidence (
    assertion TEXT NOT NULL,
    record TEXT NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    quote TEXT NOT NULL,
    prefix TEXT NOT NULL,
    suffix TEXT NOT NULL,
    PRIMARY KEY (assertion, record, start, "end"),
    FOREIGN KEY (assertion, record) REFERENCES claims (assertion, record) ON DELETE CASCADE
) WITHOUT ROWID;

-- An assertion lives as long as some record claims it.
CREATE TRIGGER claims_gone AFTER DELETE ON claims
WHEN NOT EXISTS (SELECT 1 FROM claims WHERE assertion = old.assertion)
BEGIN
    DELETE FROM assertions WHERE id = old.assertion;
END;

-- Claims with their evidence; ordered by `rank, confidence DESC, record_key`, the first row of an
-- assertion is the claim that speaks for it.
CREATE VIEW claimed AS
SELECT
    a.id, a.subject, a.predicate, a.object,
    c.record, c.made_by, c.confidence, c.date, c.role, c.polarity, c.modality, c.stance, c.state, c.preferred,
    CASE c.state WHEN 'accepted' THEN 0 WHEN 'candidate' THEN 1 WHEN 'superseded' THEN 2 ELSE 3 END AS rank,
    r.access, r.key AS record_key,
    e.start, e."end", e.quote, e.prefix, e.suffix
FROM assertions AS a
JOIN claims AS c ON c.assertion = a.id
JOIN records AS r ON r.id = c.record
JOIN evidence AS e ON e.assertion = c.assertion AND e.record = c.record;

CREATE TABLE exhibitions (
    id TEXT PRIMARY KEY,
    position INTEGER NOT NULL,
    body TEXT NOT NULL
) WITHOUT ROWID;

-- Search: a passage is a span of a record; its words are folded and segmented for FTS5.
CREATE TABLE passages (
    id INTEGER PRIMARY KEY,
    record TEXT NOT NULL REFERENCES records (id) ON DELETE CASCADE,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    words TEXT NOT NULL
);
CREATE INDEX passages_record ON passages (record, start);

CREATE VIRTUAL TABLE passage_index USING fts5 (
    words,
    content = 'passages',
    content_rowid = 'id',
    tokenize = 'unicode61 remove_diacritics 0'
);
CREATE TRIGGER passages_added AFTER INSERT ON passages
BEGIN
    INSERT INTO passage_index (rowid, words) VALUES (new.id, new.words);
END;
CREATE TRIGGER passages_gone AFTER DELETE ON passages
BEGIN
    INSERT INTO passage_index (passage_index, rowid, words) VALUES ('delete', old.id, old.words);
END;
