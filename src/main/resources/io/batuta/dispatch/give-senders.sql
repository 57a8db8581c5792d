-- Counts what senders were given to send today.
-- $1 senders int8[], $2 contacts int4[], $3 now timestamptz.
-- Rows: none. Locks: the senders' day. Twice is not harmless: it is run once in the claim's transaction.
INSERT INTO sender_day AS d (sender_id, creditor_id, day, given)
SELECT s.sender_id, s.creditor_id, ($3::timestamptz AT TIME ZONE c.time_zone)::date, g.given
FROM unnest($1::int8[], $2::int4[]) AS g (sender_id, given)
JOIN sender s ON s.sender_id = g.sender_id
JOIN creditor c ON c.creditor_id = s.creditor_id
ORDER BY s.sender_id
ON CONFLICT (sender_id, day) DO UPDATE SET given = d.given + EXCLUDED.given
