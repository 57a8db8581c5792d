-- Where a debtor's fact stands in its sealed day; nothing while the day is not sealed, or the fact is none of the debtor's.
-- $1 creditor int4, $2 debtor int8, $3 fact int8.
-- Rows: one at most. Locks: none. Twice is harmless: it only reads.
SELECT f.recorded_at, s.day, s.facts, s.root, s.previous, s.sealed_at, t.tile,
  array_position(t.fact_ids, f.fact_id) - 1 AS place, t.hashes
FROM contact_fact f
JOIN ledger_seal s ON s.creditor_id = f.creditor_id AND s.day = (f.recorded_at AT TIME ZONE 'UTC')::date
JOIN ledger_tile t ON t.creditor_id = s.creditor_id AND t.day = s.day AND f.fact_id = ANY (t.fact_ids)
WHERE f.creditor_id = $1 AND f.debtor_id = $2 AND f.fact_id = $3
