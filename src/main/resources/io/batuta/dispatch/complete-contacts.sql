-- Records what one provider answered: state, fact, dead address, and what it told us of its rate.
-- $1 contacts uuid[] in key order, $2 new states text[], $3 provider's message ids text[] (each once), $4 due again
-- timestamptz[] (DEFERRED), $5 reasons text[], $6 provider's codes text[], $7 address is dead bool[], $8 the run uuid,
-- $9 now timestamptz, $10 provider text, $11 it asked us to slow down bool, $12 closed until timestamptz (null: it
-- is open).
-- Beside them: the money of what did not leave is given back, and what the brakes divide by is counted.
-- Rows: one per state that the answers led to, with its number of contacts.
-- One whose contact was ended while it was being sent bears the reason since then (suppression/silence-debtors.sql): it
-- is closed, or cancelled where nothing left, in the breath that records what the provider said. No rung follows it.
-- Locks: the contacts, what channels cost, the provider's bucket where its rate changes, the summaries of the debtors in
-- key order.
-- The state is asked for by "state || ''": claim-due.sql says why.
-- Twice is harmless: what has been recorded is no longer SENDING. One that the rescuer already gave up as
-- UNCERTAIN becomes SENT if that is what came, and nothing else.
-- A message id that another contact bears is left out, since it tells the two apart no more: one bad id must not
-- cost the whole batch its answers.
WITH completed AS (
  UPDATE planned_contact c SET
    state = CASE
      WHEN a.due_at >= c.expires_at THEN 'EXPIRED'
      WHEN c.reason <> 'ANSWER_LOST' AND a.state IN ('SENT', 'FAILED') THEN 'CLOSED'
      WHEN c.reason <> 'ANSWER_LOST' AND a.state = 'DEFERRED' THEN 'CANCELLED'
      ELSE a.state END,
    reason = CASE WHEN c.reason <> 'ANSWER_LOST' AND a.due_at < c.expires_at IS NOT FALSE THEN c.reason ELSE a.reason END,
    due_at = CASE WHEN a.due_at < c.expires_at THEN a.due_at ELSE c.due_at END,
    tries = c.tries - CASE a.state WHEN 'DEFERRED' THEN 1 ELSE 0 END,
    sent_at = CASE a.state WHEN 'SENT' THEN $9::timestamptz END,
    wait_until = CASE a.state WHEN 'SENT' THEN $9::timestamptz + make_interval(secs => c.wait_seconds) END,
    provider_message_id = CASE WHEN NOT EXISTS (
        SELECT FROM planned_contact o
        WHERE o.provider = $10 AND o.provider_message_id = a.message_id AND o.contact_id <> a.contact_id)
      THEN a.message_id END
  FROM unnest($1::uuid[], $2::text[], $3::text[], $4::timestamptz[], $5::text[], $6::text[], $7::bool[])
    AS a (contact_id, state, message_id, due_at, reason, code, dead)
  WHERE c.contact_id = a.contact_id AND c.claimed_by = $8
    AND (c.state || '' = 'SENDING' OR c.state || '' = 'UNCERTAIN' AND a.state = 'SENT')
  RETURNING c.contact_id, c.creditor_id, c.debtor_id, c.account_id, c.night, c.campaign_id, c.channel,
    c.contact_point_id, c.state, c.reason, c.cost_micros, c.sending_at, a.reason AS said, a.code, a.dead,
    CASE c.state WHEN 'EXPIRED' THEN 'EXPIRED' ELSE a.state END AS came
), facts AS (
  INSERT INTO contact_fact (creditor_id, debtor_id, account_id, contact_id, night, campaign_id, kind, channel,
    contact_point_id, reason, detail, occurred_at, recorded_at)
  SELECT creditor_id, debtor_id, account_id, contact_id, night, campaign_id, lower(came), channel,
    contact_point_id, said, CASE WHEN code IS NULL THEN '{}' ELSE jsonb_build_object('code', code) END,
    $9::timestamptz, $9::timestamptz
  FROM completed
  UNION ALL
  SELECT creditor_id, debtor_id, account_id, contact_id, night, campaign_id, lower(state), channel,
    contact_point_id, reason, '{}', $9::timestamptz, $9::timestamptz
  FROM completed
  WHERE state <> came
), retired AS (
  UPDATE contact_point p SET status = 'dead'
  FROM completed c
  WHERE p.contact_point_id = c.contact_point_id AND c.dead AND p.status = 'usable'
), refunds AS MATERIALIZED (
  SELECT c.creditor_id, c.channel, (c.sending_at AT TIME ZONE k.time_zone)::date AS day, sum(c.cost_micros)::int8 AS micros
  FROM completed c
  JOIN creditor k ON k.creditor_id = c.creditor_id
  WHERE c.came IN ('DEFERRED', 'EXPIRED', 'FAILED') AND c.cost_micros > 0
  GROUP BY c.creditor_id, c.channel, (c.sending_at AT TIME ZONE k.time_zone)::date
), purses AS MATERIALIZED (
  -- In key order, as the permit takes them.
  SELECT s.creditor_id, s.channel, s.day
  FROM spend s
  JOIN refunds r ON r.creditor_id = s.creditor_id AND r.channel = s.channel AND r.day = s.day
  ORDER BY s.creditor_id, s.channel, s.day
  FOR UPDATE OF s
), returned AS (
  -- What did not leave has cost nothing.
  UPDATE spend s SET micros = s.micros - r.micros
  FROM refunds r
  WHERE (SELECT count(*) FROM purses) >= 0 AND s.creditor_id = r.creditor_id AND s.channel = r.channel AND s.day = r.day
), counted AS (
  INSERT INTO sending_count (creditor_id, channel, provider, counted_at, sent, refused, uncertain)
  SELECT creditor_id, channel, $10, $9, count(*) FILTER (WHERE came = 'SENT'), count(*) FILTER (WHERE came = 'FAILED'),
    count(*) FILTER (WHERE came = 'UNCERTAIN')
  FROM completed
  WHERE came IN ('SENT', 'FAILED', 'UNCERTAIN')
  GROUP BY creditor_id, channel
), unsaid AS (
  DELETE FROM words
  WHERE words_id IN (
    SELECT w.words_id
    FROM completed c
    CROSS JOIN LATERAL (
      SELECT x.words_id
      FROM words x
      WHERE x.debtor_id = c.debtor_id AND x.contact_id = c.contact_id AND x.direction = 'out'
      OFFSET 0) AS w
    WHERE c.came IN ('DEFERRED', 'EXPIRED', 'FAILED'))  -- nothing left, so nothing was said
), slowed AS (
  UPDATE provider_rate SET
    tokens = CASE WHEN $11::bool THEN 0 ELSE tokens END,
    closed_until = GREATEST(closed_until, $12::timestamptz)
  WHERE provider = $10 AND ($11::bool OR $12::timestamptz IS NOT NULL)
)
SELECT came AS state, count(*)::int4 AS contacts FROM completed GROUP BY came
