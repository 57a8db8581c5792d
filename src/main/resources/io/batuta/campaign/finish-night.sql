-- Calls a night planned when each of its shards is done.
-- $1 creditor int4, $2 night date, $3 now timestamptz.
-- Rows: when the night began, if this ends it, else none. Locks: the night's row.
-- Twice is harmless: a planned night stays as it is.
UPDATE night SET state = 'planned', finished_at = $3
WHERE creditor_id = $1 AND night = $2 AND state = 'planning'
  AND NOT EXISTS (
    SELECT FROM night_shard s
    WHERE s.creditor_id = $1 AND s.night = $2 AND s.step = 'plan' AND NOT s.done)
RETURNING started_at
