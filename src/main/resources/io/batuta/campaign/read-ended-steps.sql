-- Takes contacts whose step is over: sent and the wait ran out, or failed; each with every fact that the next rung
-- asks for.
-- $1 now timestamptz.
-- Each kind of end is found by its own index: the sent whose wait goes on are never looked at.
-- Rows: at most 1000, by contact. Locks: those contacts; what another run holds is left to it.
-- The state is asked for by "state || ''": dispatch/claim-due.sql says why.
-- Twice is harmless: once closed, a contact is found no more. UNCERTAIN never is: it may still arrive.
WITH over AS (
  (SELECT contact_id
    FROM planned_contact
    WHERE state = 'SENT' AND wait_until <= $1
    ORDER BY wait_until
    LIMIT 1000)
  UNION
  (SELECT contact_id FROM planned_contact WHERE state = 'FAILED' ORDER BY contact_id LIMIT 1000)
  UNION
  -- A failure ends the wait. One that was told more than three days late ends with its wait instead, so that this
  -- never looks through the failures of months.
  (SELECT g.contact_id
    FROM contact_progress g
    CROSS JOIN LATERAL (
      SELECT FROM planned_contact p WHERE p.contact_id = g.contact_id AND p.state || '' = 'SENT' OFFSET 0) AS sent
    WHERE g.failed_at >= $1::timestamptz - interval '3 days'
    LIMIT 1000)
), ended AS (
  SELECT c.contact_id, c.creditor_id, c.night, c.debtor_id, c.campaign_id, c.step, c.planned_at,
    c.state = 'FAILED' OR g.failed_at IS NOT NULL AS failed,
    g.delivered_at IS NOT NULL AS delivered,
    g.replied_at IS NOT NULL AS answered
  FROM planned_contact c
  LEFT JOIN contact_progress g ON g.contact_id = c.contact_id
  WHERE c.contact_id IN (SELECT contact_id FROM over)
    AND (c.state = 'SENT' AND (c.wait_until <= $1 OR g.failed_at IS NOT NULL) OR c.state = 'FAILED')
  ORDER BY c.contact_id
  LIMIT 1000
  FOR UPDATE OF c SKIP LOCKED
)
SELECT e.contact_id, e.creditor_id, e.night, e.debtor_id, e.campaign_id, e.step, e.failed,
  COALESCE(e.delivered, false) AS delivered, COALESCE(e.answered, false) AS answered,
  d.worst_account_id, d.language, d.time_zone, d.region, d.balance_minor,
  effective_channels(d.authorised_channels, d.given_channels, d.revoked_channels) AS authorised_channels,
  CASE WHEN EXISTS (SELECT FROM hold k WHERE k.debtor_id = e.debtor_id AND k.lifted_at IS NULL) THEN 'held'
    WHEN h.disputed_at > COALESCE(d.reopened_at, '-infinity') AND d.status = 'active' THEN 'disputed'
    ELSE d.status END AS debtor_status,
  COALESCE(h.stopped_at >= e.planned_at, false) AS stopped,
  h.last_attempt_at, h.last_two_way_at, h.last_paid_at, h.best_contact_point,
  (SELECT o.due_on FROM promise o WHERE o.debtor_id = e.debtor_id AND o.state = 'open') AS promise_due_on,
  counted.days,
  point.ids AS point_ids, point.kinds AS point_kinds, point.ranks AS point_ranks, point.stops AS point_stops,
  EXISTS (
    SELECT FROM planned_contact f
    WHERE f.creditor_id = e.creditor_id AND f.debtor_id = e.debtor_id AND f.contact_id <> e.contact_id
      AND f.state IN ('PLANNED', 'CLAIMED', 'SENDING', 'SENT', 'DEFERRED', 'UNCERTAIN')) AS in_flight
FROM ended e
JOIN debtor d ON d.debtor_id = e.debtor_id
LEFT JOIN contact_history h ON h.debtor_id = e.debtor_id
LEFT JOIN LATERAL (
  SELECT jsonb_agg(jsonb_build_array(t.day, t.channel, t.attempts, t.delivered, t.two_way) ORDER BY t.day, t.channel) AS days
  FROM contact_day t
  WHERE t.debtor_id = e.debtor_id AND t.day >= ($1::timestamptz AT TIME ZONE d.time_zone)::date - 32) AS counted ON true
LEFT JOIN LATERAL (
  SELECT array_agg(c.contact_point_id ORDER BY c.rank, c.contact_point_id) AS ids,
    array_agg(c.kind ORDER BY c.rank, c.contact_point_id) AS kinds,
    array_agg(c.rank::int4 ORDER BY c.rank, c.contact_point_id) AS ranks,
    array_agg(COALESCE((
      SELECT string_agg(s.channel, ',')
      FROM (
        SELECT o.channel FROM opt_out o WHERE o.creditor_id = e.creditor_id AND o.address_hash = c.address_hash
        UNION
        SELECT unnest(CASE WHEN d.bound_channels IS NOT NULL
          THEN unconsented(c.debtor_id, d.bound_channels, c.address_hash) END)) AS s), '')
      ORDER BY c.rank, c.contact_point_id) AS stops
  FROM contact_point c
  WHERE c.debtor_id = e.debtor_id AND c.status = 'usable') AS point ON true
ORDER BY e.contact_id
