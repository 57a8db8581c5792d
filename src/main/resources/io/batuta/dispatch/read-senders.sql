-- The senders of some creditors, and how many each may still send on the creditor's day.
-- $1 creditors int4[], $2 now timestamptz.
-- Rows: one per sender that is not new: sender_id, creditor_id, channel, address, usable bool, room int4 (null: any number).
-- Locks: none; the caller holds them since a statement before. Twice is harmless: it only reads.
SELECT s.sender_id, s.creditor_id, s.channel, s.address, s.state = 'usable' AS usable,
  CASE WHEN s.warm_from IS NOT NULL THEN
    CASE WHEN s.warm_from > t.today THEN 0 ELSE GREATEST(0, (
      SELECT w.per_day FROM warm_up w WHERE w.from_day <= t.today - s.warm_from ORDER BY w.from_day DESC LIMIT 1)
      - COALESCE(d.given, 0)) END END::int4 AS room
FROM sender s
JOIN creditor c ON c.creditor_id = s.creditor_id
CROSS JOIN LATERAL (SELECT ($2::timestamptz AT TIME ZONE c.time_zone)::date AS today) AS t
LEFT JOIN sender_day d ON d.sender_id = s.sender_id AND d.day = t.today
WHERE s.creditor_id = ANY ($1::int4[]) AND s.state <> 'new'
ORDER BY s.sender_id
