-- Whether something was planned or withheld already beyond a shard's checkpoint, as after somebody set it back.
-- $1 creditor int4, $2 night date, $3 after this debtor int8, $4 up to this debtor int8, inclusive.
-- Rows: one. Locks: none. Twice is harmless: reads only.
SELECT EXISTS (
    SELECT FROM planned_contact c
    WHERE c.creditor_id = $1 AND c.night = $2 AND c.debtor_id > $3 AND c.debtor_id <= $4)
  OR EXISTS (
    SELECT FROM contact_fact w
    WHERE w.creditor_id = $1 AND w.night = $2 AND w.kind = 'withheld' AND w.debtor_id > $3 AND w.debtor_id <= $4
      AND w.recorded_at >= $2::date - 40) AS judged
