-- Files, records, pages, runs and exhibitions.

-- :name save_file
INSERT INTO files (path, sha256, reader_version, outcome, reason, remedy, record)
VALUES (:path, :sha256, :reader_version, :outcome, :reason, :remedy, :record)
ON CONFLICT (path) DO UPDATE SET
    sha256 = excluded.sha256, reader_version = excluded.reader_version, outcome = excluded.outcome,
    reason = excluded.reason, remedy = excluded.remedy, record = excluded.record;

-- :name remove_file
DELETE FROM files WHERE path = :path;

-- :name files
SELECT path, sha256, reader_version, outcome, reason, remedy, record FROM files ORDER BY path;

-- :name save_record
INSERT INTO records (
    id, key, text, lang, script, source, source_sha256, encoding, access, notes,
    ref_code, fonds, series, file, item, title, creator, date, secrecy, open_mark, retention
) VALUES (
    :id, :key, :text, :lang, :script, :source, :source_sha256, :encoding, :access, :notes,
    :ref_code, :fonds, :series, :file, :item, :title, :creator, :date, :secrecy, :open_mark, :retention
)
ON CONFLICT (id) DO UPDATE SET
    lang = excluded.lang, script = excluded.script, source = excluded.source,
    source_sha256 = excluded.source_sha256, encoding = excluded.encoding, access = excluded.access,
    notes = excluded.notes, ref_code = excluded.ref_code, fonds = excluded.fonds,
    series = excluded.series, file = excluded.file, item = excluded.item, title = excluded.title,
    creator = excluded.creator, date = excluded.date, secrecy = excluded.secrecy,
    open_mark = excluded.open_mark, retention = excluded.retention;

-- :name remove_record
DELETE FROM records WHERE id = :id;

-- :name record_text
SELECT text FROM records WHERE id = :id;

-- :name record
SELECT
    id, key, text, lang, script, source, source_sha256, encoding, access, notes,
    ref_code, fonds, series, file, item, title, creator, date, secrecy, open_mark, retention
FROM records WHERE id = :id;

-- :name record_ids
SELECT id FROM records WHERE :open_only = 0 OR access = 'open' ORDER BY key;

-- :name heads
SELECT id, key, title, source, ref_code, date, lang, access
FROM records WHERE :open_only = 0 OR access = 'open' ORDER BY key;

-- :name accesses
SELECT id, access FROM records ORDER BY id;

-- :name remove_pages
DELETE FROM pages WHERE record = :record;

-- :name save_page
INSERT INTO pages (record, number, start, "end", image, width, height, lines)
VALUES (:record, :number, :start, :end, :image, :width, :height, :lines);

-- :name pages
SELECT number, start, "end", image, width, height, lines FROM pages WHERE record = :record ORDER BY number;

-- :name save_run
INSERT INTO runs (stage, record, run) VALUES (:stage, :record, :run)
ON CONFLICT (stage, record) DO UPDATE SET run = excluded.run;

-- :name runs
SELECT record, run FROM runs WHERE stage = :stage ORDER BY record;

-- :name save_meta
INSERT INTO meta (key, value) VALUES (:key, :value)
ON CONFLICT (key) DO UPDATE SET value = excluded.value;

-- :name meta
SELECT value FROM meta WHERE key = :key;

-- :name save_exhibition
INSERT INTO exhibitions (id, position, body) VALUES (:id, :position, :body)
ON CONFLICT (id) DO UPDATE SET position = excluded.position, body = excluded.body;

-- :name remove_exhibition
DELETE FROM exhibitions WHERE id = :id;

-- :name exhibitions
SELECT id, position, body FROM exhibitions ORDER BY position, id;
