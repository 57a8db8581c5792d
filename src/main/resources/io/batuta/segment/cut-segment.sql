-- Cuts a night: each debtor into the campaign of highest priority whose rule holds.
-- $1 creditor int4, $2 night date; further arguments are the campaigns and the constants of their rules, which
-- take the place of the marked case, highest priority first (see ConditionSql). Whoever is not active, or owes
-- nothing, is in no segment: neither is ever contacted.
-- Rows: none; the row count is the number of members written. Locks: none but the new rows.
-- Twice is harmless: a night that has members is frozen and gets no others.
WITH sorted AS MATERIALIZED (
  SELECT d.debtor_id, CASE /*rules*/ WHEN false THEN NULL::int8 END AS campaign_id
  FROM debtor d
  CROSS JOIN (VALUES ($2::date)) AS n (today)
  JOIN creditor c ON c.creditor_id = d.creditor_id
  WHERE d.creditor_id = $1::int4
    AND d.status = 'active'
    AND d.balance_minor > 0
    AND NOT EXISTS (
      SELECT FROM segment_member frozen WHERE frozen.creditor_id = $1 AND frozen.night = $2)
)
INSERT INTO segment_member (creditor_id, night, debtor_id, campaign_id)
SELECT $1, $2, debtor_id, campaign_id
FROM sorted
WHERE campaign_id IS NOT NULL
ORDER BY debtor_id
ON CONFLICT DO NOTHING
