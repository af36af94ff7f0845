-- The search index.

-- :name remove_passages
DELETE FROM passages WHERE record = :record;

-- :name save_passage
INSERT INTO passages (record, start, "end", words) VALUES (:record, :start, :end, :words);

-- :name search
SELECT p.record, p.start, p."end", -bm25(passage_index) AS score
FROM passage_index
JOIN passages AS p ON p.id = passage_index.rowid
JOIN records AS r ON r.id = p.record
WHERE passage_index MATCH :expression AND (:open_only = 0 OR r.access = 'open')
ORDER BY bm25(passage_index), p.record, p.start
LIMIT :limit;
