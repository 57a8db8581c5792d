-- A page of facts in the order of the seal, each as the text that is hashed: JSON of its columns in this order, times in
-- UTC. This is the form of a leaf for ever: a column that is added to the ledger later is not in it.
-- $1 creditors int4[], $2 after this time timestamptz, $3 and this fact int8, $4 before this time timestamptz,
-- $5 limit int4.
-- Rows: limit at most. Locks: none. Twice is harmless: it only reads.
SELECT f.creditor_id, f.recorded_at, f.fact_id, row_to_json(leaf)::text AS leaf
FROM contact_fact f
CROSS JOIN LATERAL (
  SELECT f.fact_id, f.creditor_id, f.debtor_id, f.account_id, f.contact_id, f.night, f.campaign_id, f.kind, f.channel,
    f.contact_point_id, f.reason, f.amount_minor, f.currency, f.due_on, f.detail,
    f.occurred_at AT TIME ZONE 'UTC' AS occurred_at, f.recorded_at AT TIME ZONE 'UTC' AS recorded_at) AS leaf
WHERE f.creditor_id = ANY ($1::int4[])
  AND f.recorded_at >= $2
  AND (f.recorded_at, f.fact_id) > ($2, $3)
  AND f.recorded_at < $4
ORDER BY f.recorded_at, f.fact_id
LIMIT $5
