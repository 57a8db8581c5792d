-- Opens a night. Whoever opens it cuts it, in the same transaction; a second run waits here for that to end.
-- $1 creditor int4, $2 night date, $3 shards int4, $4 now timestamptz.
-- Rows affected: one when the night is to be cut, none when its members are frozen already. A night that found
-- nobody is not frozen: asked again, after the portfolio came, it is cut again. One that is seen 'cutting' was only
-- asked for, since a cut commits as 'planning'. Locks: the night's row.
-- Twice is harmless: the second finds the members frozen.
INSERT INTO night AS n (creditor_id, night, state, shards, started_at)
VALUES ($1, $2, 'cutting', $3, $4)
ON CONFLICT (creditor_id, night) DO UPDATE SET
  state = 'cutting',
  shards = EXCLUDED.shards,
  started_at = EXCLUDED.started_at,
  finished_at = NULL
WHERE n.state = 'cutting' OR (n.state = 'planned' AND n.members = 0)
