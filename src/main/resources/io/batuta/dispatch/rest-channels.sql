-- Lets some channels of creditors rest, whose money is spent or whose senders are: what is due on them stays as it is, and is
-- not looked at until then (claim-due.sql). Nothing is told of each contact, however many there are.
-- $1 creditors int4[], $2 channels text[], each pair once, $3 reasons text[], $4 until timestamptz.
-- Rows: none. Locks: these rests, in key order. Twice is harmless: they rest until the same moment.
INSERT INTO channel_rest (creditor_id, channel, reason, until)
SELECT t.creditor_id, t.channel, t.reason, $4
FROM unnest($1::int4[], $2::text[], $3::text[]) AS t (creditor_id, channel, reason)
ORDER BY t.creditor_id, t.channel
ON CONFLICT (creditor_id, channel) DO UPDATE SET reason = EXCLUDED.reason, until = EXCLUDED.until
