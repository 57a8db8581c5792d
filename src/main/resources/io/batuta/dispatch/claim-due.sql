-- Holds what is due at one provider, with the provider's rate, and gives what judging, rendering and sending it needs
-- beside the creditor's terms and the template (read-terms.sql, read-templates.sql).
-- $1 provider text, $2 contacts at most int4 (1000 at most), $3 now timestamptz, $4 campaigns int8[], $5 nothing due
-- before this timestamptz: a run that claims batch after batch begins where the last one ended. As long as a
-- transaction is held open anywhere, what was claimed before stays in the index, and each batch would walk over it.
-- Rows: the contacts held, soonest due first. What is missing beside one (its person, its contact point) comes as
-- null: the run sets such a contact aside, it is never left hanging.
-- Locks: the provider's bucket until the commit, so two runs of one provider take turns; then each contact, and
-- one that somebody holds is passed over. A claim is these locks: its transaction goes on to mark each contact
-- SENDING or set it aside, and if it dies, nothing was claimed and no token taken.
-- The caller takes its turn at the bucket in a statement before this one. If this one had to wait, it would look at
-- contacts as they were before the wait: it would lock each that was claimed meanwhile, and only then see that it is
-- no longer due. Found by four runs at once.
-- By campaign, each in the order of its index, then merged: the rows of a paused campaign are never looked at,
-- however many of them are due. One that was paused since $4 was read is passed over.
-- Contacts are asked for their state by "state || ''", and for their expiry by a difference, so that no index over a
-- state or an expiry can serve: counted while nothing was waiting, such an index looks empty, and Postgres would read
-- it whole for each contact (9 ms each instead of 0.01, from the third night on, in scripts/bench soak).
-- Look-ups are lateral with OFFSET 0, so that they stay look-ups by key whatever the planner believes of the sizes.
-- The clock: a step back of up to a minute (two machines that differ) waits to be caught up; a greater one is
-- taken as the new time. Neither gives tokens.
-- Twice is harmless: what is claimed is not due. Tokens are taken for all that is looked at; its caller gives back
-- those of what is not sent after all, before the bucket is let go.
WITH bucket AS MATERIALIZED (
  SELECT provider, closed_until,
    LEAST(burst, tokens + per_second * GREATEST(0, extract(epoch FROM $3::timestamptz - refilled_at))) AS tokens,
    CASE WHEN $3 < refilled_at - interval '1 minute' THEN $3 ELSE GREATEST(refilled_at, $3) END AS refilled_at
  FROM provider_rate
  WHERE provider = $1
  FOR UPDATE
), room AS MATERIALIZED (
  SELECT COALESCE((
    SELECT LEAST($2::int4, floor(tokens))::int8
    FROM bucket
    WHERE closed_until IS NULL OR closed_until <= $3), 0) AS contacts
), soonest AS MATERIALIZED (
  SELECT n.contact_id, n.due_at, n.priority
  FROM unnest($4::int8[]) AS w (campaign_id)
  CROSS JOIN LATERAL (
    SELECT p.contact_id, p.due_at, p.priority
    FROM planned_contact p
    WHERE p.provider = $1 AND p.campaign_id = w.campaign_id AND p.state IN ('PLANNED', 'DEFERRED')
      AND p.due_at >= $5 AND p.due_at <= $3 AND p.expires_at - $3 > '0'
      AND NOT EXISTS (
        SELECT FROM standstill t
        WHERE t.lifted_at IS NULL AND (t.creditor_id IS NULL OR t.creditor_id = p.creditor_id)
          AND (t.channel IS NULL OR t.channel = p.channel))
      -- Its channel's money is spent, or its senders are.
      AND NOT EXISTS (
        SELECT FROM channel_rest r
        WHERE r.creditor_id = p.creditor_id AND r.channel = p.channel AND r.until > $3
        OFFSET 0)
      -- A night that nobody approved in time: it leaves no more, even where some of it was planned late.
      AND NOT EXISTS (
        SELECT FROM campaign_approval a
        WHERE a.creditor_id = p.creditor_id AND a.night = p.night AND a.campaign_id = p.campaign_id
          AND a.state NOT IN ('small', 'approved')
        OFFSET 0)
    ORDER BY p.due_at, p.priority DESC, p.contact_id
    -- No more than the creditor's own rate lets go: what it does not would stand before the others.
    LIMIT (
      SELECT LEAST(o.contacts, (
        SELECT floor(LEAST(e.burst, e.tokens + e.per_second * GREATEST(0, extract(epoch FROM $3::timestamptz - e.refilled_at))))::int8
        FROM campaign g
        JOIN creditor_rate e ON e.creditor_id = g.creditor_id AND e.provider = $1
        WHERE g.campaign_id = w.campaign_id))
      FROM room o)) AS n
  WHERE w.campaign_id NOT IN (SELECT g.campaign_id FROM campaign g WHERE g.paused)
    AND w.campaign_id NOT IN (SELECT a.campaign_id FROM campaign_approval a WHERE a.state IN ('planning', 'waiting'))
  ORDER BY n.due_at, n.priority DESC, n.contact_id
  LIMIT (SELECT contacts FROM room)
), due AS MATERIALIZED (
  SELECT h.contact_id, h.creditor_id, h.debtor_id, h.channel, h.contact_point_id, h.template_id, h.due_at, h.priority,
    h.expires_at, h.planned_at, h.cost_micros
  FROM (SELECT contact_id FROM soonest LIMIT 1000) AS s
  CROSS JOIN LATERAL (
    SELECT p.contact_id, p.creditor_id, p.debtor_id, p.channel, p.contact_point_id, p.template_id, p.due_at,
      p.priority, p.expires_at, p.planned_at, p.cost_micros
    FROM planned_contact p
    WHERE p.contact_id = s.contact_id AND p.state || '' IN ('PLANNED', 'DEFERRED')
    FOR UPDATE SKIP LOCKED) AS h
), taken AS (
  UPDATE provider_rate r SET
    tokens = b.tokens - (SELECT count(*) FROM due),
    refilled_at = b.refilled_at
  FROM bucket b
  WHERE r.provider = b.provider
)
SELECT d.time_zone, d.region, d.debtor_status, d.balance_minor, d.authorised_channels,
  s.last_attempt_at, s.last_two_way_at, s.last_paid_at,
  (SELECT o.due_on FROM promise o WHERE o.debtor_id = c.debtor_id AND o.state = 'open') AS promise_due_on,
  s.best_contact_point,
  -- A day's slack on either side of the month that rules look back on, whatever the debtor's zone.
  -- Put together as text: twice as fast as building it as JSON, and days and channels need no escaping.
  (SELECT ('[' || string_agg(concat('["', x.day, '","', x.channel, '",', x.attempts, ',', x.delivered, ',', x.two_way, ']'),
      ',' ORDER BY x.day, x.channel) || ']')::json
    FROM contact_day x
    WHERE x.debtor_id = c.debtor_id AND x.day >= ($3::timestamptz AT TIME ZONE 'UTC')::date - 32) AS days,
  c.contact_id, c.debtor_id, c.creditor_id, c.channel, c.expires_at, c.template_id, p.encrypted_address, p.status AS point_status,
  EXISTS (
    SELECT FROM opt_out o
    WHERE o.creditor_id = c.creditor_id AND o.channel = c.channel AND o.address_hash = p.address_hash)
    OR CASE WHEN d.bound_channels IS NULL THEN false
      ELSE c.channel = ANY (unconsented(c.debtor_id, d.bound_channels, p.address_hash)) END AS opted_out,
  COALESCE(s.stopped_at >= c.planned_at, false) AS stopped,
  (SELECT n.encrypted_name FROM person n WHERE n.debtor_id = c.debtor_id) AS encrypted_name,
  d.number,
  (SELECT w.wrapped FROM person_key w WHERE w.creditor_id = c.creditor_id AND w.number = d.number) AS person_key,
  d.language, d.due_date, c.due_at, c.cost_micros
FROM due c
LEFT JOIN LATERAL (
  SELECT h.last_attempt_at, h.last_two_way_at, h.last_paid_at, h.best_contact_point, h.disputed_at, h.stopped_at
  FROM contact_history h
  WHERE h.debtor_id = c.debtor_id
  OFFSET 0) AS s ON true
LEFT JOIN LATERAL (
  SELECT b.time_zone, b.region, b.balance_minor, b.language, b.due_date, b.number, b.bound_channels,
    CASE WHEN b.given_channels IS NULL AND b.revoked_channels IS NULL THEN b.authorised_channels
      ELSE effective_channels(b.authorised_channels, b.given_channels, b.revoked_channels) END AS authorised_channels,
    CASE
      WHEN EXISTS (SELECT FROM hold k WHERE k.debtor_id = b.debtor_id AND k.lifted_at IS NULL) THEN 'held'
      WHEN s.disputed_at > COALESCE(b.reopened_at, '-infinity') AND b.status = 'active' THEN 'disputed'
      ELSE b.status
    END AS debtor_status
  FROM debtor b
  WHERE b.debtor_id = c.debtor_id
  OFFSET 0) AS d ON true
LEFT JOIN LATERAL (
  SELECT k.encrypted_address, k.status, k.address_hash
  FROM contact_point k
  WHERE k.contact_point_id = c.contact_point_id
  OFFSET 0) AS p ON true
ORDER BY c.due_at, c.priority DESC, c.contact_id
