INSERT INTO graph_accounts (id, event, record, start, "end", type, edtf, lo, hi, stance, modality, parts, places,
    outcomes, access)
VALUES (:id, :event, :record, :start, :end, :type, :edtf, :lo, :hi, :stance, :modality, :parts, :places,
    :outcomes, :access);
