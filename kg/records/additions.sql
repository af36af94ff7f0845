-- What came after the first archive files were written; every statement may run again and again.

-- What people decided: appended, never edited, never taken away. Subjects and anchor are JSON.
CREATE TABLE IF NOT EXISTS decisions (
    ordinal INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    verb TEXT NOT NULL,
    subjects TEXT NOT NULL,
    value TEXT NOT NULL,
    reason TEXT NOT NULL,
    who TEXT NOT NULL,
    "when" TEXT NOT NULL,
    anchor TEXT NOT NULL
);
CREATE TRIGGER IF NOT EXISTS decisions_stay_as_they_are BEFORE UPDATE ON decisions
BEGIN
    SELECT RAISE(ABORT, 'a decision is never edited');
END;
CREATE TRIGGER IF NOT EXISTS decisions_stay BEFORE DELETE ON decisions
BEGIN
    SELECT RAISE(ABORT, 'a decision is never taken away');
END;
-- INSERT OR REPLACE takes a row away without asking the trigger above.
CREATE TRIGGER IF NOT EXISTS decisions_are_not_replaced BEFORE INSERT ON decisions
WHEN EXISTS (SELECT 1 FROM decisions WHERE id = new.id OR ordinal = new.ordinal)
BEGIN
    SELECT RAISE(ABORT, 'there is a decision in this place already');
END;

-- Where passages point in the space of meanings, for search across languages; made by one version of an encoder.
CREATE TABLE IF NOT EXISTS passage_vectors (
    record TEXT NOT NULL REFERENCES records (id) ON DELETE CASCADE,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    version TEXT NOT NULL,
    scale REAL NOT NULL,
    numbers BLOB NOT NULL,
    PRIMARY KEY (record, start)
) WITHOUT ROWID;

-- What the machine said of a claim and called a thing where a decision says otherwise, so that taking the decision
-- back restores it.
CREATE TABLE IF NOT EXISTS machine_states (
    assertion TEXT NOT NULL,
    record TEXT NOT NULL,
    state TEXT NOT NULL,
    PRIMARY KEY (assertion, record),
    FOREIGN KEY (assertion, record) REFERENCES claims (assertion, record) ON DELETE CASCADE
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS machine_names (
    entity TEXT PRIMARY KEY REFERENCES entities (id) ON DELETE CASCADE,
    canonical TEXT NOT NULL,
    names TEXT NOT NULL
) WITHOUT ROWID;

-- The frame around a happening: who took which part, what came of it, in which sentence and by whose voice.
CREATE TABLE IF NOT EXISTS event_frames (
    record TEXT NOT NULL,
    position INTEGER NOT NULL,
    frame TEXT NOT NULL,
    outcomes TEXT NOT NULL,
    first INTEGER NOT NULL,
    last INTEGER NOT NULL,
    dated INTEGER NOT NULL,
    stance TEXT NOT NULL,
    modality TEXT NOT NULL,
    PRIMARY KEY (record, position),
    FOREIGN KEY (record, position) REFERENCES events (record, position) ON DELETE CASCADE
) WITHOUT ROWID;

-- Which happenings of several records are one event; found once from all records, for staff, and once from the
-- open ones alone, so that a closed record never joins what open ones tell.
CREATE TABLE IF NOT EXISTS happenings (
    open_only INTEGER NOT NULL,
    record TEXT NOT NULL,
    position INTEGER NOT NULL,
    event TEXT NOT NULL,
    why TEXT NOT NULL,
    PRIMARY KEY (open_only, record, position),
    FOREIGN KEY (record, position) REFERENCES events (record, position) ON DELETE CASCADE
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS happenings_event ON happenings (open_only, event);
CREATE INDEX IF NOT EXISTS happenings_place ON happenings (record, position);
