-- Stops channels of creditors, as the machine; what somebody stopped already stays as it was.
-- $1 creditors int4[], $2 channels text[], $3 why text[], $4 figures text[] (JSON), $5 now timestamptz.
-- Rows: the creditor and channel of each that is new. Locks: its own rows. Twice is harmless: what stands stands.
INSERT INTO standstill (creditor_id, channel, why, ordered_by, ordered_at, figures)
SELECT b.creditor_id, b.channel, b.why, 'batuta', $5, b.figures::jsonb
FROM unnest($1::int4[], $2::text[], $3::text[], $4::text[]) AS b (creditor_id, channel, why, figures)
ON CONFLICT (creditor_id, channel) WHERE lifted_at IS NULL DO NOTHING
RETURNING creditor_id, channel
