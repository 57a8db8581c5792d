-- Writes down what providers answered to tests; what did not leave has cost nothing.
-- $1 creditor int4, $2 tests uuid[], $3 outcomes text[], $4 codes text[].
-- Rows: none. Locks: these tests, what the channel costs. Twice is harmless: what is answered is sending no more.
WITH ended AS (
  UPDATE test_send s SET outcome = a.outcome, code = a.code
  FROM unnest($2::uuid[], $3::text[], $4::text[]) AS a (id, outcome, code)
  WHERE s.test_id = a.id AND s.creditor_id = $1 AND s.outcome = 'sending'
  RETURNING s.channel, s.outcome, s.cost_micros, s.sent_at
)
UPDATE spend p SET micros = p.micros - r.micros
FROM (
  SELECT e.channel, (e.sent_at AT TIME ZONE c.time_zone)::date AS day, sum(e.cost_micros)::int8 AS micros
  FROM ended e
  JOIN creditor c ON c.creditor_id = $1
  WHERE e.outcome IN ('deferred', 'failed')
  GROUP BY e.channel, (e.sent_at AT TIME ZONE c.time_zone)::date) AS r
WHERE p.creditor_id = $1 AND p.channel = r.channel AND p.day = r.day
