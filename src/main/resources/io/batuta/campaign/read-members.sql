-- Reads a page of a night's members, each with every fact that planning asks for.
-- $1 creditor int4, $2 night date, $3 after this debtor int8, $4 up to this debtor int8, inclusive.
-- Rows: one per member, by debtor; fewer than the page when the range is at its end. Locks: none.
-- Twice is harmless: reads only.
-- Each fact is looked up by key, and LIMIT 1 keeps it so. Joins over the page's range are twice as fast on tables that
-- Postgres has statistics of, and took minutes on a portfolio that was loaded a moment ago and never analysed: that
-- is what a first night meets.
WITH page AS MATERIALIZED (
  SELECT m.debtor_id, m.campaign_id
  FROM segment_member m
  WHERE m.creditor_id = $1 AND m.night = $2 AND m.debtor_id > $3 AND m.debtor_id <= $4
  ORDER BY m.debtor_id
  LIMIT 5000
)
SELECT p.debtor_id, p.campaign_id,
  d.worst_account_id, d.language, d.time_zone, d.region, d.balance_minor, d.authorised_channels,
  CASE WHEN h.disputed_at IS NOT NULL AND d.debtor_status = 'active' THEN 'disputed' ELSE d.debtor_status END
    AS debtor_status,
  h.last_attempt_at, h.last_two_way_at, h.last_paid_at, h.best_contact_point,
  (SELECT o.due_on FROM promise o WHERE o.debtor_id = p.debtor_id AND o.state = 'open') AS promise_due_on,
  counted.days,
  point.ids AS point_ids, point.kinds AS point_kinds, point.ranks AS point_ranks, point.stops AS point_stops,
  EXISTS (
    SELECT FROM planned_contact f
    WHERE f.creditor_id = $1 AND f.debtor_id = p.debtor_id
      AND f.state IN ('PLANNED', 'CLAIMED', 'SENDING', 'SENT', 'DEFERRED', 'UNCERTAIN')) AS in_flight
FROM page p
CROSS JOIN LATERAL (
  SELECT d.worst_account_id, d.language, d.time_zone, d.region, d.status AS debtor_status, d.balance_minor,
    d.authorised_channels
  FROM debtor d
  WHERE d.debtor_id = p.debtor_id
  LIMIT 1) AS d
LEFT JOIN LATERAL (
  SELECT h.last_attempt_at, h.last_two_way_at, h.last_paid_at, h.best_contact_point, h.disputed_at
  FROM contact_history h
  WHERE h.debtor_id = p.debtor_id
  LIMIT 1) AS h ON true
LEFT JOIN LATERAL (
  SELECT jsonb_agg(jsonb_build_array(t.day, t.channel, t.attempts, t.delivered, t.two_way) ORDER BY t.day, t.channel) AS days
  FROM contact_day t
  WHERE t.debtor_id = p.debtor_id AND t.day >= $2::date - 32) AS counted ON true
LEFT JOIN LATERAL (
  SELECT array_agg(c.contact_point_id ORDER BY c.rank, c.contact_point_id) AS ids,
    array_agg(c.kind ORDER BY c.rank, c.contact_point_id) AS kinds,
    array_agg(c.rank::int4 ORDER BY c.rank, c.contact_point_id) AS ranks,
    array_agg(COALESCE((
      SELECT string_agg(o.channel, ',')
      FROM opt_out o
      WHERE o.creditor_id = $1 AND o.address_hash = c.address_hash), '')
      ORDER BY c.rank, c.contact_point_id) AS stops
  FROM contact_point c
  WHERE c.debtor_id = p.debtor_id AND c.status = 'usable') AS point ON true
ORDER BY p.debtor_id
