-- One event as every readable record tells it.

-- :name happenings_laid
SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'happenings';

-- :name happening_at
-- The event that a word of a chronicle is joined to.
SELECT h.event
FROM happenings AS h JOIN records AS r ON r.id = h.record
WHERE
    h.open_only = :open_only AND h.record = :record AND h.position = :position
    AND (:open_only = 0 OR r.access = 'open');

-- :name accounts_of_event
-- What is told of an event: by its name, or in words that were joined to it.
SELECT
    e.record, e.position, e.start, e."end", e.text, e.type, e.date, e.lo, e.participants, e.places, e.event,
    f.frame, f.outcomes, f.first, f.last, f.dated, f.stance, f.modality
FROM (
    SELECT x.record, x.position FROM event_entities AS x WHERE x.entity = :event
    UNION
    SELECT h.record, h.position FROM happenings AS h WHERE h.event = :event AND h.open_only = :open_only
) AS told
JOIN events AS e ON e.record = told.record AND e.position = told.position
JOIN event_frames AS f ON f.record = e.record AND f.position = e.position
JOIN records AS r ON r.id = e.record
WHERE
    (:open_only = 0 OR r.access = 'open')
    AND (
        e.event = :event
        OR EXISTS (
            SELECT 1 FROM happenings AS h
            WHERE
                h.open_only = :open_only AND h.record = e.record AND h.position = e.position AND h.event = :event
        )
    )
ORDER BY r.key, e.start, e.position;
