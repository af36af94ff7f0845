// What every record tells of one event, side by side.
MATCH (a:Account {event: $id})-[:TOLD_IN]->(x:Record)
RETURN a.id AS id, x.id AS record, x.title AS title, x.ref_code AS ref_code, a.start AS start, a.`end` AS `end`,
    a.type AS type, a.edtf AS edtf, a.lo AS lo, a.hi AS hi, a.stance AS stance, a.modality AS modality,
    a.parts AS parts, a.places AS places, a.outcomes AS outcomes, a.access AS access
ORDER BY record, start, id LIMIT $limit;
