-- The senders of a creditor, with what each was given today and may send.
-- $1 creditor int4, $2 now timestamptz.
-- Rows: one per sender, by channel and address; ceiling int4 (null: any number). Locks: none. Twice is harmless: it only reads.
SELECT s.channel, s.address, s.state, s.verified_at, s.warm_from, COALESCE(d.given, 0) AS given,
  CASE WHEN s.warm_from IS NOT NULL THEN COALESCE((
    SELECT w.per_day FROM warm_up w WHERE w.from_day <= t.today - s.warm_from ORDER BY w.from_day DESC LIMIT 1), 0) END
    AS ceiling
FROM sender s
JOIN creditor c ON c.creditor_id = s.creditor_id
CROSS JOIN LATERAL (SELECT ($2::timestamptz AT TIME ZONE c.time_zone)::date AS today) AS t
LEFT JOIN sender_day d ON d.sender_id = s.sender_id AND d.day = t.today
WHERE s.creditor_id = $1
ORDER BY s.channel, s.address
