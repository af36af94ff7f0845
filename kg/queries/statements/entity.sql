-- What is known of one thing.

-- :name spellings
SELECT m.text, r.lang, count(*) AS number
FROM links AS l
JOIN mentions AS m ON m.id = l.mention
JOIN records AS r ON r.id = m.record
WHERE l.entity = :entity AND (:open_only = 0 OR r.access = 'open')
GROUP BY m.text, r.lang ORDER BY number DESC, m.text, r.lang;

-- :name claims_of_entity
SELECT
    a.id, a.subject, a.predicate, a.object,
    c.made_by, c.confidence, c.date, c.role, c.polarity, c.modality, c.stance, c.state, c.preferred,
    v.record, v.start, v."end", v.quote, v.prefix, v.suffix
FROM assertions AS a
JOIN claims AS c ON c.assertion = a.id
JOIN evidence AS v ON v.assertion = c.assertion AND v.record = c.record
JOIN records AS r ON r.id = c.record
WHERE
    a.id IN (
        SELECT id FROM assertions WHERE subject = :entity
        UNION
        SELECT id FROM assertions WHERE object = :entity
    )
    AND c.state IN ('accepted', 'candidate')
    AND (:open_only = 0 OR r.access = 'open')
ORDER BY a.id, c.state, c.preferred DESC, c.confidence DESC, r.key, v.start, v."end";

-- :name claims_of_record
SELECT
    a.id, a.subject, a.predicate, a.object,
    c.made_by, c.confidence, c.date, c.role, c.polarity, c.modality, c.stance, c.state, c.preferred,
    v.record, v.start, v."end", v.quote, v.prefix, v.suffix
FROM claims AS c
JOIN assertions AS a ON a.id = c.assertion
JOIN evidence AS v ON v.assertion = c.assertion AND v.record = c.record
JOIN records AS r ON r.id = c.record
WHERE
    c.record = :record
    AND c.state IN ('accepted', 'candidate')
    AND (:open_only = 0 OR r.access = 'open')
ORDER BY v.start, v."end", a.id;

-- :name claims_among
-- The accepted claims that join two of the given things.
SELECT
    a.id, a.subject, a.predicate, a.object,
    c.made_by, c.confidence, c.date, c.role, c.polarity, c.modality, c.stance, c.state, c.preferred,
    v.record, v.start, v."end", v.quote, v.prefix, v.suffix
FROM assertions AS a
JOIN claims AS c ON c.assertion = a.id
JOIN evidence AS v ON v.assertion = c.assertion AND v.record = c.record
JOIN records AS r ON r.id = c.record
WHERE
    a.subject IN (SELECT value FROM json_each(:entities))
    AND a.object IN (SELECT value FROM json_each(:entities))
    AND c.state = 'accepted'
    AND (:open_only = 0 OR r.access = 'open')
ORDER BY a.id, c.preferred DESC, c.confidence DESC, r.key, v.start, v."end";

-- :name all_claims
SELECT
    a.id, a.subject, a.predicate, a.object,
    c.made_by, c.confidence, c.date, c.role, c.polarity, c.modality, c.stance, c.state, c.preferred,
    v.record, v.start, v."end", v.quote, v.prefix, v.suffix
FROM assertions AS a
JOIN claims AS c ON c.assertion = a.id
JOIN evidence AS v ON v.assertion = c.assertion AND v.record = c.record
JOIN records AS r ON r.id = c.record
WHERE c.state IN ('accepted', 'candidate') AND (:open_only = 0 OR r.access = 'open')
ORDER BY a.id, c.state, c.preferred DESC, c.confidence DESC, r.key, v.start, v."end";

-- :name neighbors
-- One row for each accepted claim that joins this thing to another one.
SELECT CASE a.subject WHEN :entity THEN a.object ELSE a.subject END AS other, count(*) AS number
FROM assertions AS a
JOIN claims AS c ON c.assertion = a.id
JOIN records AS r ON r.id = c.record
WHERE
    a.id IN (
        SELECT id FROM assertions WHERE subject = :entity
        UNION
        SELECT id FROM assertions WHERE object = :entity
    )
    AND a.subject <> a.object
    AND c.state = 'accepted'
    AND (:open_only = 0 OR r.access = 'open')
GROUP BY other ORDER BY number DESC, other;

-- :name events_of_entity
SELECT
    e.record, e.position, e.start, e."end", e.text, e.type, e.date, e.lo, e.hi, e.participants, e.places, e.event
FROM event_entities AS x
JOIN events AS e ON e.record = x.record AND e.position = x.position
JOIN records AS r ON r.id = e.record
WHERE x.entity = :entity AND (:open_only = 0 OR r.access = 'open')
ORDER BY e.lo, e.hi, r.key, e.position;

-- :name events_of_record
SELECT
    e.record, e.position, e.start, e."end", e.text, e.type, e.date, e.lo, e.hi, e.participants, e.places, e.event
FROM events AS e JOIN records AS r ON r.id = e.record
WHERE e.record = :record AND (:open_only = 0 OR r.access = 'open')
ORDER BY e.start, e.position;

-- :name records_of_entity
SELECT m.record, count(*) AS number, min(m.start) AS first
FROM links AS l
JOIN mentions AS m ON m.id = l.mention
JOIN records AS r ON r.id = m.record
WHERE l.entity = :entity AND (:open_only = 0 OR r.access = 'open')
GROUP BY m.record ORDER BY number DESC, r.key;

-- :name marks_of_record
SELECT m.id, m.start, m."end", m.text, m.kind, m.score, l.entity, l.score AS link_score, l.why
FROM mentions AS m
JOIN records AS r ON r.id = m.record
LEFT JOIN links AS l ON l.mention = m.id
WHERE m.record = :record AND (:open_only = 0 OR r.access = 'open')
ORDER BY m.start, m."end" DESC, m.id;

-- :name dates_of_record
SELECT d.start, d."end", d.date
FROM dates AS d JOIN records AS r ON r.id = d.record
WHERE d.record = :record AND (:open_only = 0 OR r.access = 'open')
ORDER BY d.start, d."end";

-- :name record_head
-- The catalogue entry without the text.
SELECT
    r.id, r.key, r.lang, r.script, r.source, r.access, r.ref_code, r.fonds, r.series, r.file, r.item, r.title,
    r.creator, r.date, r.secrecy, r.open_mark, r.retention
FROM records AS r WHERE r.id = :record AND (:open_only = 0 OR r.access = 'open');

-- :name page_of
SELECT p.number FROM pages AS p
WHERE p.record = :record AND p.start <= :position ORDER BY p.start DESC, p.number DESC LIMIT 1;
