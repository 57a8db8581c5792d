-- Takes the next generation of this database; or, where it is behind what is remembered outside, fences it.
-- $1 generation that is remembered int8, $2 now timestamptz.
-- Rows: one; its generation, and whether it is fenced. Locks: the one row, so that two runs take turns.
-- Twice is harmless: a generation more says nothing, and a fence stays as it was.
UPDATE installation SET
  generation = generation + CASE WHEN fenced_at IS NULL AND generation >= $1 THEN 1 ELSE 0 END,
  fenced_below = CASE WHEN fenced_at IS NULL AND generation < $1 THEN $1 ELSE fenced_below END,
  fenced_at = CASE WHEN fenced_at IS NULL AND generation < $1 THEN $2 ELSE fenced_at END
RETURNING generation, fenced_at IS NOT NULL AS fenced
