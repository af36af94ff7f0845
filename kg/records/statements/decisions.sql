-- What people decided, and what it does to claims.

-- :name decisions_laid
SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'decisions';

-- :name decisions
SELECT id, verb, subjects, ordinal, reason, who, value, "when", anchor FROM decisions ORDER BY ordinal;

-- :name save_decision
INSERT INTO decisions (id, verb, subjects, ordinal, reason, who, value, "when", anchor)
SELECT :id, :verb, :subjects, :ordinal, :reason, :who, :value, :when, :anchor
WHERE NOT EXISTS (SELECT 1 FROM decisions WHERE id = :id);

-- :name is_claimed
SELECT 1 FROM claims WHERE assertion = :assertion;

-- :name replay_state
-- A denial that is found right is still no fact: it never becomes an edge.
UPDATE claims SET state = :state
WHERE assertion = :assertion AND state <> :state AND (:state <> 'accepted' OR polarity <> 'denied');
