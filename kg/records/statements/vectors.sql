-- Vectors of passages.

-- :name remove_vectors
DELETE FROM passage_vectors WHERE record = :record;

-- :name save_vector
INSERT INTO passage_vectors (record, start, "end", version, scale, numbers)
VALUES (:record, :start, :end, :version, :scale, :numbers);

-- :name vectors
SELECT v.record, v.start, v."end", v.scale, v.numbers
FROM passage_vectors AS v JOIN records AS r ON r.id = v.record
WHERE
    v.version = :version
    AND (:record = '' OR v.record = :record)
    AND (:open_only = 0 OR r.access = 'open')
ORDER BY v.record, v.start;

-- :name vectors_laid
SELECT 1 FROM sqlite_master WHERE name = 'passage_vectors';
