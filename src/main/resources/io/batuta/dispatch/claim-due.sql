-- Takes what is due at one provider, with the provider's rate, and gives all that judging and sending it needs.
-- $1 provider text, $2 contacts at most int4, $3 now timestamptz, $4 the run uuid.
-- Rows: the contacts now CLAIMED by this run, soonest due first. What is missing beside one (its template, its
-- route, its person) comes as null: the run sets such a contact aside, it is never left hanging.
-- Locks: the provider's bucket until the commit, so two runs of one provider take turns; then each contact, and
-- one that somebody holds is passed over.
-- The caller takes its turn at the bucket in a statement before this one. If this one had to wait, it would look at
-- contacts as they were before the wait: it would lock each that was CLAIMED meanwhile, only then see that it is no
-- longer due, and by that lock hide it from mark-sending of the run that claimed it. Found by four runs at once.
-- The clock: a step back of up to a minute (two machines that differ) waits to be caught up; a greater one is
-- taken as the new time. Neither gives tokens.
-- Twice is harmless: what is claimed is not due, and tokens are only taken for what was claimed.
WITH bucket AS (
  SELECT provider, closed_until,
    LEAST(burst, tokens + per_second * GREATEST(0, extract(epoch FROM $3::timestamptz - refilled_at))) AS tokens,
    CASE WHEN $3 < refilled_at - interval '1 minute' THEN $3 ELSE GREATEST(refilled_at, $3) END AS refilled_at
  FROM provider_rate
  WHERE provider = $1
  FOR UPDATE
), due AS (
  SELECT contact_id
  FROM planned_contact
  WHERE provider = $1 AND state IN ('PLANNED', 'DEFERRED') AND due_at <= $3 AND expires_at > $3
    AND campaign_id NOT IN (SELECT campaign_id FROM campaign WHERE paused)
  ORDER BY due_at, priority DESC, contact_id
  LIMIT COALESCE((
    SELECT LEAST($2::int4, floor(tokens))::int8 FROM bucket WHERE closed_until IS NULL OR closed_until <= $3), 0)
  FOR UPDATE SKIP LOCKED
), claimed AS (
  UPDATE planned_contact c SET
    state = 'CLAIMED',
    claimed_by = $4,
    claimed_at = $3
  FROM due
  WHERE c.contact_id = due.contact_id
  RETURNING c.contact_id, c.creditor_id, c.debtor_id, c.channel, c.provider, c.contact_point_id, c.template_id,
    c.due_at, c.priority, c.expires_at, c.planned_at
), taken AS (
  UPDATE provider_rate r SET
    tokens = b.tokens - (SELECT count(*) FROM claimed),
    refilled_at = b.refilled_at
  FROM bucket b
  WHERE r.provider = b.provider
)
SELECT c.contact_id, c.creditor_id, c.channel, c.expires_at,
  cr.code AS creditor_code, cr.name AS creditor_name, cr.country, cr.region AS creditor_region, cr.currency,
  cr.time_zone AS creditor_time_zone, cr.supervisor, cr.fictional, h.definition AS house_rules,
  r.sender,
  p.address, p.status AS point_status,
  EXISTS (
    SELECT FROM opt_out o
    WHERE o.creditor_id = c.creditor_id AND o.channel = c.channel AND o.address_hash = p.address_hash) AS opted_out,
  t.template_id, t.name AS template_name, t.version AS template_version, t.language AS template_language,
  t.subject AS template_subject, t.body AS template_body,
  n.name AS person_name, d.language, d.due_date,
  d.time_zone, d.region, d.balance_minor, d.authorised_channels,
  CASE WHEN s.disputed_at IS NOT NULL AND d.status = 'active' THEN 'disputed' ELSE d.status END AS debtor_status,
  COALESCE(s.stopped_at >= c.planned_at, false) AS stopped,
  s.last_attempt_at, s.last_two_way_at, s.last_paid_at,
  (SELECT o.due_on FROM promise o WHERE o.debtor_id = c.debtor_id AND o.state = 'open') AS promise_due_on,
  s.best_contact_point,
  -- A day's slack on either side of the month that rules look back on, whatever the debtor's zone.
  (SELECT jsonb_agg(jsonb_build_array(x.day, x.channel, x.attempts, x.delivered, x.two_way) ORDER BY x.day, x.channel)
    FROM contact_day x
    WHERE x.debtor_id = c.debtor_id AND x.day >= ($3::timestamptz AT TIME ZONE 'UTC')::date - 32) AS days
FROM claimed c
JOIN creditor cr ON cr.creditor_id = c.creditor_id
LEFT JOIN debtor d ON d.debtor_id = c.debtor_id
LEFT JOIN person n ON n.debtor_id = c.debtor_id
LEFT JOIN contact_point p ON p.contact_point_id = c.contact_point_id
LEFT JOIN message_template t ON t.template_id = c.template_id
LEFT JOIN channel_route r ON r.creditor_id = c.creditor_id AND r.channel = c.channel AND r.provider = c.provider
LEFT JOIN house_rules h ON h.creditor_id = c.creditor_id
LEFT JOIN contact_history s ON s.debtor_id = c.debtor_id
ORDER BY c.due_at, c.priority DESC, c.contact_id
