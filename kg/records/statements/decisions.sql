-- What people decided, and what it does to claims and names.

-- :name decisions_laid
SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'decisions';

-- :name decisions
SELECT id, verb, subjects, ordinal, reason, who, value, "when", anchor FROM decisions ORDER BY ordinal;

-- :name save_decision
INSERT INTO decisions (id, verb, subjects, ordinal, reason, who, value, "when", anchor)
SELECT :id, :verb, :subjects, :ordinal, :reason, :who, :value, :when, :anchor
WHERE NOT EXISTS (SELECT 1 FROM decisions WHERE id = :id);

-- :name claim_states
SELECT assertion, record, state FROM claims;

-- :name keep_machine_state
INSERT INTO machine_states (assertion, record, state)
SELECT assertion, record, state FROM claims
WHERE assertion = :assertion AND state <> :state AND (:state <> 'accepted' OR polarity <> 'denied')
ON CONFLICT (assertion, record) DO NOTHING;

-- :name replay_state
-- A denial that is found right is still no fact: it never becomes an edge.
UPDATE claims SET state = :state
WHERE assertion = :assertion AND state <> :state AND (:state <> 'accepted' OR polarity <> 'denied');

-- :name restore_machine_states
UPDATE claims SET state = (
    SELECT m.state FROM machine_states AS m WHERE m.assertion = claims.assertion AND m.record = claims.record
)
WHERE (assertion, record) IN (SELECT assertion, record FROM machine_states);

-- :name forget_machine_states
DELETE FROM machine_states;

-- :name remove_identifications
DELETE FROM claims WHERE assertion IN (SELECT id FROM assertions WHERE predicate = 'identifiedWith');

-- :name save_identification
INSERT INTO claims (
    assertion, record, made_by, confidence, date, lo, hi, role, polarity, modality, stance, state, preferred
) VALUES (:assertion, :record, :made_by, 1.0, '', 0, 0, '', 'affirmed', 'fact', '', 'accepted', 0)
ON CONFLICT (assertion, record) DO NOTHING;

-- :name keep_machine_name
INSERT INTO machine_names (entity, canonical, names)
SELECT id, canonical, names FROM entities WHERE id = :entity
ON CONFLICT (entity) DO NOTHING;

-- :name rename
UPDATE entities SET canonical = :canonical, names = :names WHERE id = :entity;

-- :name restore_machine_names
UPDATE entities SET (canonical, names) = (
    SELECT m.canonical, m.names FROM machine_names AS m WHERE m.entity = entities.id
)
WHERE id IN (SELECT entity FROM machine_names);

-- :name forget_machine_names
DELETE FROM machine_names;

-- :name entities_as_linked
SELECT
    e.id, e.kind, coalesce(m.canonical, e.canonical) AS canonical, coalesce(m.names, e.names) AS names,
    e.authority, e."begin", e."end", e.note, e.source, e.certainty, e.sensitivity
FROM entities AS e LEFT JOIN machine_names AS m ON m.entity = e.id
ORDER BY e.id;
