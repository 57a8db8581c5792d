-- Reads a page of a night's members, each with every fact that planning asks for.
-- $1 creditor int4, $2 night date, $3 after this debtor int8, $4 up to this debtor int8, inclusive.
-- Rows: one per member, by debtor; fewer than the page when the range is at its end. Locks: none.
-- Twice is harmless: reads only.
-- The limit is literal and each table is bound to the page's range, so that it is read once and in key order.
WITH page AS (
  SELECT m.debtor_id, m.campaign_id
  FROM segment_member m
  WHERE m.creditor_id = $1 AND m.night = $2 AND m.debtor_id > $3 AND m.debtor_id <= $4
  ORDER BY m.debtor_id
  LIMIT 5000
), bound AS MATERIALIZED (
  SELECT max(debtor_id) AS last FROM page
), point AS (
  SELECT c.debtor_id,
    array_agg(c.contact_point_id ORDER BY c.rank, c.contact_point_id) AS ids,
    array_agg(c.kind ORDER BY c.rank, c.contact_point_id) AS kinds,
    array_agg(c.rank::int4 ORDER BY c.rank, c.contact_point_id) AS ranks,
    array_agg(COALESCE((
      SELECT string_agg(o.channel, ',')
      FROM opt_out o
      WHERE o.creditor_id = $1 AND o.address_hash = c.address_hash), '')
      ORDER BY c.rank, c.contact_point_id) AS stops
  FROM contact_point c
  WHERE c.creditor_id = $1 AND c.debtor_id > $3 AND c.debtor_id <= (SELECT last FROM bound) AND c.status = 'usable'
  GROUP BY c.debtor_id
), counted AS (
  SELECT d.debtor_id,
    jsonb_agg(jsonb_build_array(d.day, d.channel, d.attempts, d.delivered, d.two_way) ORDER BY d.day, d.channel) AS days
  FROM contact_day d
  WHERE d.creditor_id = $1 AND d.debtor_id > $3 AND d.debtor_id <= (SELECT last FROM bound) AND d.day >= $2::date - 8
  GROUP BY d.debtor_id
)
SELECT p.debtor_id, p.campaign_id,
  d.worst_account_id, d.language, d.time_zone, d.region, d.status AS debtor_status, d.balance_minor,
  d.authorised_channels,
  h.last_attempt_at, h.last_two_way_at, h.last_paid_at, h.best_contact_point,
  CASE WHEN h.promise_closed_at IS NULL OR h.promise_closed_at < h.promise_made_at
    THEN h.promise_due_on END AS promise_due_on,
  counted.days,
  point.ids AS point_ids, point.kinds AS point_kinds, point.ranks AS point_ranks, point.stops AS point_stops,
  f.contact_id IS NOT NULL AS in_flight
FROM page p
JOIN debtor d ON d.debtor_id = p.debtor_id
  AND d.creditor_id = $1 AND d.debtor_id > $3 AND d.debtor_id <= (SELECT last FROM bound)
LEFT JOIN contact_history h ON h.debtor_id = p.debtor_id
  AND h.creditor_id = $1 AND h.debtor_id > $3 AND h.debtor_id <= (SELECT last FROM bound)
LEFT JOIN point ON point.debtor_id = p.debtor_id
LEFT JOIN counted ON counted.debtor_id = p.debtor_id
LEFT JOIN planned_contact f ON f.debtor_id = p.debtor_id
  AND f.creditor_id = $1 AND f.debtor_id > $3 AND f.debtor_id <= (SELECT last FROM bound)
  AND f.state IN ('PLANNED', 'CLAIMED', 'SENDING', 'SENT', 'DEFERRED', 'UNCERTAIN')
ORDER BY p.debtor_id
