-- Mentions, dates, entities and who is who.

-- :name remove_mentions_except
DELETE FROM mentions WHERE record = :record AND id NOT IN (SELECT value FROM json_each(:ids));

-- :name save_mention
INSERT INTO mentions (id, record, start, "end", text, kind, score, found_by)
VALUES (:id, :record, :start, :end, :text, :kind, :score, :found_by)
ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, score = excluded.score, found_by = excluded.found_by;

-- :name mentions
SELECT id, record, start, "end", text, kind, score, found_by
FROM mentions WHERE record = :record ORDER BY start, "end";

-- :name mention
SELECT id, record, start, "end", text, kind, score, found_by FROM mentions WHERE id = :id;

-- :name remove_dates
DELETE FROM dates WHERE record = :record;

-- :name save_date
INSERT INTO dates (record, position, start, "end", date, lo, hi)
VALUES (:record, :position, :start, :end, :date, :lo, :hi);

-- :name dates
SELECT start, "end", date FROM dates WHERE record = :record ORDER BY position;

-- :name remove_links
DELETE FROM links;

-- :name remove_entities
DELETE FROM entities;

-- :name save_entity
INSERT INTO entities (
    id, kind, canonical, names, authority, "begin", "end", note, source, certainty, sensitivity
) VALUES (
    :id, :kind, :canonical, :names, :authority, :begin, :end, :note, :source, :certainty, :sensitivity
);

-- :name save_link
INSERT INTO links (mention, entity, score, why, candidates)
VALUES (:mention, :entity, :score, :why, :candidates);

-- :name entity
SELECT id, kind, canonical, names, authority, "begin", "end", note, source, certainty, sensitivity
FROM entities WHERE id = :id;

-- :name entities
SELECT id, kind, canonical, names, authority, "begin", "end", note, source, certainty, sensitivity
FROM entities ORDER BY id;

-- :name links
SELECT l.mention, l.entity, l.score, l.why, l.candidates FROM links AS l ORDER BY l.mention;

-- :name links_of_record
SELECT l.mention, l.entity, l.score, l.why, l.candidates
FROM mentions AS m JOIN links AS l ON l.mention = m.id
WHERE m.record = :record ORDER BY l.mention;

-- :name mentions_of
SELECT
    m.id, m.record, m.start, m."end", m.text, m.kind, m.score, m.found_by,
    l.entity, l.score AS link_score, l.why, l.candidates, r.access
FROM links AS l
JOIN mentions AS m ON m.id = l.mention
JOIN records AS r ON r.id = m.record
WHERE l.entity = :entity AND (:open_only = 0 OR r.access = 'open')
ORDER BY r.key, m.start, m."end";

-- :name mention_counts
-- One row for each spelling of an entity in a record that the audience may read.
SELECT l.entity, m.record, m.text, r.lang, r.access, count(*) AS number
FROM links AS l
JOIN mentions AS m ON m.id = l.mention
JOIN records AS r ON r.id = m.record
WHERE :open_only = 0 OR r.access = 'open'
GROUP BY l.entity, m.record, m.text
ORDER BY l.entity, m.record, m.text;
