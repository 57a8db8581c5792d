-- Creditors with a day that is over and not sealed: the day after their last seal, or that of their first fact.
-- $1 the first day that is not over date, $2 its beginning timestamptz.
-- Rows: a creditor each, the oldest day first. Locks: none. Twice is harmless: it only reads.
SELECT c.creditor_id, COALESCE(sealed.day + 1, told.day) AS day
FROM creditor c
LEFT JOIN LATERAL (
  SELECT s.day
  FROM ledger_seal s
  WHERE s.creditor_id = c.creditor_id
  ORDER BY s.day DESC
  LIMIT 1) AS sealed ON true
-- Only for a creditor without a seal. By its own index: the earliest of all facts may be a year of others' away.
LEFT JOIN LATERAL (
  SELECT (min(f.recorded_at) AT TIME ZONE 'UTC')::date AS day
  FROM (
    SELECT e.recorded_at
    FROM contact_fact e
    WHERE e.creditor_id = c.creditor_id AND e.recorded_at < $2
    OFFSET 0) AS f
  WHERE sealed.day IS NULL) AS told ON true
WHERE COALESCE(sealed.day + 1, told.day) < $1
ORDER BY day, c.creditor_id
