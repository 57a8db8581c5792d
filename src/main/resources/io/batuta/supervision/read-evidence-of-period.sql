-- A page of a regulator's file of a period, oldest first by when it was recorded: each fact with what it says, how it left, and the text that is
-- sealed (the form of ledger/read-leaves.sql, for ever).
-- $1 creditor int4, $2 from timestamptz, $3 until timestamptz (exclusive), $4 after this time timestamptz, $5 and this fact int8,
-- $6 limit int4.
-- Rows: limit at most. Locks: none. Twice is harmless: it only reads.
SELECT f.fact_id, f.recorded_at, f.occurred_at, f.kind, f.channel, f.contact_id, f.contact_point_id, f.night, f.reason,
  f.amount_minor, f.currency, f.due_on, f.detail, d.number, d.time_zone, c.name AS campaign, p.provider, p.step,
  point.kind AS point_kind, array_to_string(effective_channels(d.authorised_channels, d.given_channels, d.revoked_channels), ' ') AS authorised, row_to_json(leaf)::text AS leaf
FROM contact_fact f
CROSS JOIN LATERAL (
  SELECT f.fact_id, f.creditor_id, f.debtor_id, f.account_id, f.contact_id, f.night, f.campaign_id, f.kind, f.channel,
    f.contact_point_id, f.reason, f.amount_minor, f.currency, f.due_on, f.detail,
    f.occurred_at AT TIME ZONE 'UTC' AS occurred_at, f.recorded_at AT TIME ZONE 'UTC' AS recorded_at) AS leaf
LEFT JOIN debtor d ON d.debtor_id = f.debtor_id
LEFT JOIN campaign c ON c.campaign_id = f.campaign_id
LEFT JOIN planned_contact p ON p.contact_id = f.contact_id
LEFT JOIN contact_point point ON point.contact_point_id = f.contact_point_id
WHERE f.creditor_id = $1
  AND f.recorded_at >= $2 AND f.recorded_at < $3
  AND (f.recorded_at, f.fact_id) > ($4, $5)
ORDER BY f.recorded_at, f.fact_id
LIMIT $6
