-- Reads a page of a night's members: who they are, what they owe, and when they were last contacted.
-- $1 creditor int4, $2 night date, $3 after this debtor int8, $4 up to this debtor int8, inclusive.
-- Rows: one per member, by debtor; fewer than the page when the range is at its end. Locks: none.
-- Twice is harmless: reads only.
-- Each table is read over the page's range, once and in its own order (read-points.sql and read-days.sql do the
-- same): looking each member up costs twice as much, and so does gathering points and days here, row by row.
WITH page AS MATERIALIZED (
  SELECT m.debtor_id, m.campaign_id
  FROM segment_member m
  WHERE m.creditor_id = $1 AND m.night = $2 AND m.debtor_id > $3 AND m.debtor_id <= $4
  ORDER BY m.debtor_id
  LIMIT 5000
), span AS MATERIALIZED (
  SELECT max(debtor_id) AS last FROM page
)
SELECT p.debtor_id, p.campaign_id,
  d.worst_account_id, d.language, d.time_zone, d.region, d.balance_minor,
  CASE WHEN d.given_channels IS NULL AND d.revoked_channels IS NULL THEN d.authorised_channels
    ELSE effective_channels(d.authorised_channels, d.given_channels, d.revoked_channels) END AS authorised_channels,
  CASE WHEN k.debtor_id IS NOT NULL THEN 'held' WHEN h.disputed_at > COALESCE(d.reopened_at, '-infinity') AND d.status = 'active'
    THEN 'disputed'
    ELSE d.status END AS debtor_status,
  h.last_attempt_at, h.last_two_way_at, h.last_paid_at, h.best_contact_point,
  o.due_on AS promise_due_on,
  f.debtor_id IS NOT NULL AS in_flight
FROM page p
JOIN debtor d ON d.debtor_id = p.debtor_id
  AND d.debtor_id > $3 AND d.debtor_id <= (SELECT last FROM span)
LEFT JOIN contact_history h ON h.debtor_id = p.debtor_id
  AND h.debtor_id > $3 AND h.debtor_id <= (SELECT last FROM span)
LEFT JOIN hold k ON k.debtor_id = p.debtor_id AND k.lifted_at IS NULL
  AND k.debtor_id > $3 AND k.debtor_id <= (SELECT last FROM span)
LEFT JOIN promise o ON o.debtor_id = p.debtor_id AND o.state = 'open'
  AND o.debtor_id > $3 AND o.debtor_id <= (SELECT last FROM span)
LEFT JOIN planned_contact f ON f.creditor_id = $1 AND f.debtor_id = p.debtor_id
  AND f.debtor_id > $3 AND f.debtor_id <= (SELECT last FROM span)
  AND f.state IN ('PLANNED', 'CLAIMED', 'SENDING', 'SENT', 'DEFERRED', 'UNCERTAIN')
ORDER BY p.debtor_id
