-- The frames of happenings, and which of them are one event.

-- :name frames_laid
SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'event_frames';

-- :name save_frame
INSERT INTO event_frames (record, position, frame, outcomes, first, last, dated, stance, modality)
VALUES (:record, :position, :frame, :outcomes, :first, :last, :dated, :stance, :modality);

-- :name frame
SELECT frame, outcomes, first, last, dated, stance, modality
FROM event_frames WHERE record = :record AND position = :position;

-- :name events_readable
SELECT e.record, e.position, e.start, e."end", e.text, e.type, e.date, e.participants, e.places, e.event
FROM events AS e JOIN records AS r ON r.id = e.record
WHERE :open_only = 0 OR r.access = 'open'
ORDER BY e.record, e.position;

-- :name happenings_laid
SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'happenings';

-- :name events_told
-- Happenings that are of a named event, or joined to an event that several readable records tell of.
SELECT
    e.record, e.position, e.start, e."end", e.text, e.type, e.date, e.participants, e.places, e.event,
    CASE e.event WHEN '' THEN h.event ELSE e.event END AS told_of, r.access
FROM events AS e
JOIN records AS r ON r.id = e.record
LEFT JOIN happenings AS h ON h.open_only = :open_only AND h.record = e.record AND h.position = e.position
WHERE (e.event <> '' OR h.event IS NOT NULL) AND (:open_only = 0 OR r.access = 'open')
ORDER BY e.record, e.position;

-- :name remove_happenings
DELETE FROM happenings WHERE open_only = :open_only;

-- :name save_happening
INSERT INTO happenings (open_only, record, position, event, why)
SELECT :open_only, e.record, e.position, :event, :why
FROM events AS e
WHERE e.record = :record AND e.start = :start AND e."end" = :end AND e.type = :type;
