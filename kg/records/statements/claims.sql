-- Assertions with their evidence, and things that happened.

-- :name remove_claims
DELETE FROM claims WHERE record = :record;

-- :name save_assertion
INSERT INTO assertions (id, subject, predicate, object) VALUES (:id, :subject, :predicate, :object)
ON CONFLICT (id) DO UPDATE SET
    subject = excluded.subject, predicate = excluded.predicate, object = excluded.object;

-- :name save_claim
INSERT INTO claims (
    assertion, record, made_by, confidence, date, lo, hi, role, polarity, modality, stance, state, preferred
) VALUES (
    :assertion, :record, :made_by, :confidence, :date, :lo, :hi, :role, :polarity, :modality, :stance,
    :state, :preferred
);

-- :name save_evidence
INSERT INTO evidence (assertion, record, start, "end", quote, prefix, suffix)
VALUES (:assertion, :record, :start, :end, :quote, :prefix, :suffix)
ON CONFLICT (assertion, record, start, "end") DO NOTHING;

-- :name set_state
UPDATE claims SET state = :state WHERE assertion = :assertion;

-- :name assertions
SELECT * FROM claimed
WHERE
    1
    AND (:open_only = 0 OR access = 'open') AND (:state = '' OR state = :state)
ORDER BY id, rank, confidence DESC, record_key, start, "end";

-- :name assertion
SELECT * FROM claimed
WHERE
    id = :id
    AND (:open_only = 0 OR access = 'open') AND (:state = '' OR state = :state)
ORDER BY id, rank, confidence DESC, record_key, start, "end";

-- :name assertions_of
SELECT * FROM claimed
WHERE
    id IN (SELECT id FROM assertions WHERE subject = :entity UNION SELECT id FROM assertions WHERE object = :entity)
    AND (:open_only = 0 OR access = 'open') AND (:state = '' OR state = :state)
ORDER BY id, rank, confidence DESC, record_key, start, "end";

-- :name assertions_in
SELECT * FROM claimed
WHERE
    id IN (SELECT assertion FROM claims WHERE record = :record)
    AND (:open_only = 0 OR access = 'open') AND (:state = '' OR state = :state)
ORDER BY id, rank, confidence DESC, record_key, start, "end";

-- :name remove_events
DELETE FROM events WHERE record = :record;

-- :name save_event
INSERT INTO events (
    record, position, start, "end", text, type, date, lo, hi, participants, places, event
) VALUES (
    :record, :position, :start, :end, :text, :type, :date, :lo, :hi, :participants, :places, :event
);

-- :name save_event_entity
INSERT INTO event_entities (entity, record, position) VALUES (:entity, :record, :position);

-- :name events
SELECT record, position, start, "end", text, type, date, participants, places, event
FROM events WHERE record = :record ORDER BY position;

-- :name events_of
SELECT e.record, e.position, e.start, e."end", e.text, e.type, e.date, e.participants, e.places, e.event
FROM event_entities AS x
JOIN events AS e ON e.record = x.record AND e.position = x.position
JOIN records AS r ON r.id = e.record
WHERE x.entity = :entity AND (:open_only = 0 OR r.access = 'open')
ORDER BY e.lo, e.hi, r.key, e.position;
