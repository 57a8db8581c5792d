-- What came of a day: of its night's contacts, and of what belongs to no contact but happened on that day.
-- $1 creditor int4, $2 night date, $3 day from, $4 day before timestamptz, $5 recorded before timestamptz,
-- $6 currency text.
-- Rows: one per kind. Locks: none. Twice is harmless: it only reads.
WITH result AS (
  SELECT kind, debtor_id, amount_minor, currency
  FROM contact_fact
  WHERE creditor_id = $1 AND night = $2 AND recorded_at >= $3::timestamptz - interval '2 days' AND recorded_at < $5
    AND kind IN ('promise_made', 'paid', 'opted_out', 'disputed', 'payment_claimed', 'complained')
  UNION ALL
  SELECT kind, debtor_id, amount_minor, currency
  FROM contact_fact
  WHERE creditor_id = $1 AND night IS NULL AND recorded_at >= $3 AND recorded_at < $5
    AND occurred_at >= $3 AND occurred_at < $4
    AND kind IN ('promise_made', 'paid', 'opted_out', 'disputed', 'payment_claimed', 'complained')
)
SELECT kind, count(DISTINCT debtor_id) AS debtors,
  COALESCE(sum(amount_minor) FILTER (WHERE currency = $6::text), 0)::int8 AS amount_minor
FROM result
GROUP BY kind
