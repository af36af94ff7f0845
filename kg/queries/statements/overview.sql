-- What the archive holds, counted for one audience.

-- :name records_by_language
SELECT r.lang AS word, count(*) AS number FROM records AS r
WHERE :open_only = 0 OR r.access = 'open' GROUP BY r.lang ORDER BY number DESC, r.lang;

-- :name records_by_access
SELECT r.access AS word, count(*) AS number FROM records AS r
WHERE :open_only = 0 OR r.access = 'open' GROUP BY r.access ORDER BY number DESC, r.access;

-- :name records_by_fonds
SELECT r.fonds AS word, count(*) AS number FROM records AS r
WHERE :open_only = 0 OR r.access = 'open' GROUP BY r.fonds ORDER BY r.fonds;

-- :name entities_by_kind
SELECT e.kind AS word, count(DISTINCT e.id) AS number
FROM entities AS e
JOIN links AS l ON l.entity = e.id
JOIN mentions AS m ON m.id = l.mention
JOIN records AS r ON r.id = m.record
WHERE :open_only = 0 OR r.access = 'open'
GROUP BY e.kind ORDER BY e.kind;

-- :name claims_by_state
-- A claim counts once, in the best state that a readable record gives it.
SELECT state AS word, count(*) AS number FROM (
    SELECT
        c.assertion,
        CASE min(CASE c.state WHEN 'accepted' THEN 0 WHEN 'candidate' THEN 1 ELSE 2 END)
            WHEN 0 THEN 'accepted' WHEN 1 THEN 'candidate' ELSE 'rejected'
        END AS state
    FROM claims AS c JOIN records AS r ON r.id = c.record
    WHERE :open_only = 0 OR r.access = 'open'
    GROUP BY c.assertion
) GROUP BY state ORDER BY state;

-- :name date_range
SELECT coalesce(min(d.lo), 0) AS lo, coalesce(max(d.hi), 0) AS hi
FROM dates AS d JOIN records AS r ON r.id = d.record
WHERE d.lo > 0 AND d.hi > 0 AND (:open_only = 0 OR r.access = 'open');

-- :name most_mentioned
SELECT e.id, count(*) AS mentions, count(DISTINCT m.record) AS records
FROM entities AS e
JOIN links AS l ON l.entity = e.id
JOIN mentions AS m ON m.id = l.mention
JOIN records AS r ON r.id = m.record
WHERE e.kind = :kind AND (:open_only = 0 OR r.access = 'open')
GROUP BY e.id ORDER BY records DESC, mentions DESC, e.id LIMIT :limit;

-- :name linked_entities
SELECT DISTINCT l.entity AS id
FROM links AS l
JOIN mentions AS m ON m.id = l.mention
JOIN records AS r ON r.id = m.record
WHERE :open_only = 0 OR r.access = 'open'
ORDER BY l.entity;

-- :name records_mentioning
SELECT DISTINCT m.record AS id
FROM json_each(:entities) AS wanted
JOIN links AS l ON l.entity = wanted.value
JOIN mentions AS m ON m.id = l.mention
JOIN records AS r ON r.id = m.record
WHERE :open_only = 0 OR r.access = 'open'
ORDER BY m.record;

-- :name dated_events
SELECT e.record, e.position, e.start, e."end", e.text, e.type, e.date, e.lo, e.hi, e.participants, e.places, e.event
FROM events AS e JOIN records AS r ON r.id = e.record
WHERE e.lo > 0 AND (:open_only = 0 OR r.access = 'open')
ORDER BY e.lo, e.hi, r.key, e.position LIMIT :limit;
