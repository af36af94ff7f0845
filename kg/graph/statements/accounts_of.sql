-- What every record tells of one event, side by side.
SELECT a.id, a.record, x.title, x.ref_code, a.start, a."end", a.type, a.edtf, a.lo, a.hi, a.stance, a.modality,
    a.parts, a.places, a.outcomes, a.access
FROM graph_accounts AS a JOIN graph_records AS x ON x.id = a.record
WHERE a.event = :id
ORDER BY a.record, a.start, a.id LIMIT :limit;
