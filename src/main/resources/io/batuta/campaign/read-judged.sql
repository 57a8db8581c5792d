-- Reads what a night said of the members of a page already, before its checkpoint was set back.
-- $1 creditor int4, $2 night date, $3 after this debtor int8, $4 up to this debtor int8, inclusive, as read-members.sql.
-- Rows: one per contact that was planned, and one per refusal (with its reason alone); by debtor, what was planned
-- first, and of that the first step. Locks: none. Twice is harmless: reads only.
WITH page AS MATERIALIZED (
  SELECT m.debtor_id
  FROM segment_member m
  WHERE m.creditor_id = $1 AND m.night = $2 AND m.debtor_id > $3 AND m.debtor_id <= $4
  ORDER BY m.debtor_id
  LIMIT 5000
), span AS MATERIALIZED (
  SELECT max(debtor_id) AS last FROM page
)
SELECT c.debtor_id, c.channel, c.due_at, c.cost_micros, NULL::text AS reason, c.step::int8 AS place
FROM planned_contact c
WHERE c.creditor_id = $1 AND c.night = $2 AND c.debtor_id > $3 AND c.debtor_id <= (SELECT last FROM span)
UNION ALL
SELECT w.debtor_id, NULL, NULL, NULL, w.reason, w.fact_id
FROM contact_fact w
WHERE w.creditor_id = $1 AND w.night = $2 AND w.kind = 'withheld' AND w.recorded_at >= $2::date - 40
  AND w.debtor_id > $3 AND w.debtor_id <= (SELECT last FROM span)
ORDER BY debtor_id, reason NULLS FIRST, place
