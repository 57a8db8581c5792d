-- Writes down tests before any is sent, with what they cost.
-- $1 creditor int4, $2 tests uuid[], $3 campaign text, $4 channel text, $5 provider text, $6 template text, $7 version int4,
-- $8 cost of each int8 in millionths, $9 by whom text, $10 now timestamptz.
-- Rows: none. Locks: what the channel costs today. Twice is refused: a test has its id once.
WITH spent AS (
  INSERT INTO spend AS s (creditor_id, channel, day, micros)
  SELECT $1, $4, ($10::timestamptz AT TIME ZONE c.time_zone)::date, cardinality($2::uuid[]) * $8::int8
  FROM creditor c
  WHERE c.creditor_id = $1 AND $8::int8 > 0
  ON CONFLICT (creditor_id, channel, day) DO UPDATE SET micros = s.micros + EXCLUDED.micros
)
INSERT INTO test_send (test_id, creditor_id, campaign, channel, provider, template, version, cost_micros, sent_by, sent_at)
SELECT t.id, $1, $3, $4, $5, $6, $7, $8, $9, $10
FROM unnest($2::uuid[]) AS t (id)
