-- Hits, facets and names. Lists are JSON arrays; an empty one filters nothing.

-- :name hits
SELECT p.id, p.record, p.start, p."end", -bm25(passage_index) AS score
FROM passage_index
JOIN passages AS p ON p.id = passage_index.rowid
JOIN records AS r ON r.id = p.record
WHERE
    passage_index MATCH :expression
    AND (:open_only = 0 OR r.access = 'open')
    AND (:languages = '[]' OR r.lang IN (SELECT value FROM json_each(:languages)))
    AND (:fonds = '[]' OR r.fonds IN (SELECT value FROM json_each(:fonds)))
    AND (:kinds = '[]' OR EXISTS (
        SELECT 1 FROM mentions AS m
        WHERE m.record = p.record AND m.start >= p.start AND m."end" <= p."end"
        AND m.kind IN (SELECT value FROM json_each(:kinds))
    ))
    AND ((:lo = 0 AND :hi = 0) OR EXISTS (
        SELECT 1 FROM dates AS d
        WHERE d.record = p.record AND d.start >= p.start AND d."end" <= p."end" AND d.lo > 0
        AND d.lo <= :hi AND d.hi >= :lo
    ))
    AND (:themed = 0 OR EXISTS (
        SELECT 1 FROM mentions AS m JOIN links AS l ON l.mention = m.id
        WHERE m.record = p.record AND m.start >= p.start AND m."end" <= p."end"
        AND l.entity IN (SELECT value FROM json_each(:entities))
    ))
ORDER BY bm25(passage_index), p.record, p.start;

-- :name listing
-- The first passage of each record that fits the filters, for an empty query.
SELECT min(p.id) AS id, p.record, min(p.start) AS start, p."end", 0.0 AS score
FROM passages AS p
JOIN records AS r ON r.id = p.record
WHERE
    (:open_only = 0 OR r.access = 'open')
    AND (:languages = '[]' OR r.lang IN (SELECT value FROM json_each(:languages)))
    AND (:fonds = '[]' OR r.fonds IN (SELECT value FROM json_each(:fonds)))
    AND (:kinds = '[]' OR EXISTS (
        SELECT 1 FROM mentions AS m
        WHERE m.record = p.record AND m.start >= p.start AND m."end" <= p."end"
        AND m.kind IN (SELECT value FROM json_each(:kinds))
    ))
    AND ((:lo = 0 AND :hi = 0) OR EXISTS (
        SELECT 1 FROM dates AS d
        WHERE d.record = p.record AND d.start >= p.start AND d."end" <= p."end" AND d.lo > 0
        AND d.lo <= :hi AND d.hi >= :lo
    ))
    AND (:themed = 0 OR EXISTS (
        SELECT 1 FROM mentions AS m JOIN links AS l ON l.mention = m.id
        WHERE m.record = p.record AND m.start >= p.start AND m."end" <= p."end"
        AND l.entity IN (SELECT value FROM json_each(:entities))
    ))
GROUP BY p.record ORDER BY r.key;

-- :name facets
SELECT 'language' AS facet, r.lang AS word, count(*) AS number
FROM json_each(:records) AS hit JOIN records AS r ON r.id = hit.value
WHERE :open_only = 0 OR r.access = 'open'
GROUP BY r.lang
UNION ALL
SELECT 'fonds', r.fonds, count(*)
FROM json_each(:records) AS hit JOIN records AS r ON r.id = hit.value
WHERE :open_only = 0 OR r.access = 'open'
GROUP BY r.fonds
UNION ALL
SELECT 'kind', m.kind, count(DISTINCT m.record)
FROM json_each(:records) AS hit
JOIN mentions AS m ON m.record = hit.value
JOIN records AS r ON r.id = m.record
WHERE :open_only = 0 OR r.access = 'open'
GROUP BY m.kind
ORDER BY facet, number DESC, word;

-- :name entities_in
SELECT DISTINCT l.entity AS id, m.record
FROM json_each(:records) AS hit
JOIN mentions AS m ON m.record = hit.value
JOIN links AS l ON l.mention = m.id
JOIN records AS r ON r.id = m.record
WHERE :open_only = 0 OR r.access = 'open'
ORDER BY l.entity, m.record;

-- :name nearby
-- The vectors of the passages that fit the filters; the question is compared outside.
SELECT p.record, p.start, p."end", p.scale, p.numbers, r.lang
FROM passage_vectors AS p
JOIN records AS r ON r.id = p.record
WHERE
    p.version = :version
    AND (:open_only = 0 OR r.access = 'open')
    AND (:languages = '[]' OR r.lang IN (SELECT value FROM json_each(:languages)))
    AND (:fonds = '[]' OR r.fonds IN (SELECT value FROM json_each(:fonds)))
    AND (:kinds = '[]' OR EXISTS (
        SELECT 1 FROM mentions AS m
        WHERE m.record = p.record AND m.start >= p.start AND m."end" <= p."end"
        AND m.kind IN (SELECT value FROM json_each(:kinds))
    ))
    AND ((:lo = 0 AND :hi = 0) OR EXISTS (
        SELECT 1 FROM dates AS d
        WHERE d.record = p.record AND d.start >= p.start AND d."end" <= p."end" AND d.lo > 0
        AND d.lo <= :hi AND d.hi >= :lo
    ))
    AND (:themed = 0 OR EXISTS (
        SELECT 1 FROM mentions AS m JOIN links AS l ON l.mention = m.id
        WHERE m.record = p.record AND m.start >= p.start AND m."end" <= p."end"
        AND l.entity IN (SELECT value FROM json_each(:entities))
    ))
ORDER BY p.record, p.start;
