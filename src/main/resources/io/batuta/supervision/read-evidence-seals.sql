-- The seals of a creditor's days; of days that are counted, also how many facts the ledger has of them now.
-- $1 creditor int4, $2 first day date (UTC), $3 last day date, $4 days that are counted date[].
-- Rows: one a sealed day. Locks: none. Twice is harmless: it only reads.
SELECT s.day, s.facts, s.root, s.previous, s.sealed_at, a.place,
  CASE WHEN s.day = ANY ($4::date[]) THEN (
    SELECT count(*)
    FROM contact_fact f
    WHERE f.creditor_id = s.creditor_id
      AND f.recorded_at >= s.day::timestamp AT TIME ZONE 'UTC'
      AND f.recorded_at < (s.day + 1)::timestamp AT TIME ZONE 'UTC')
  END AS counted
FROM ledger_seal s
LEFT JOIN ledger_anchor a ON a.creditor_id = s.creditor_id AND a.day = s.day
WHERE s.creditor_id = $1 AND s.day BETWEEN $2 AND $3
ORDER BY s.day
