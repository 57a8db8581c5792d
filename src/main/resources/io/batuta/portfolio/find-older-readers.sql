-- Says whether a file that came before this one is still being read.
-- $1 creditor int4, $2 import uuid, $3 seen since timestamptz: whoever showed no pulse since then is dead, $4 the same for a
-- file in the bucket timestamptz: its event is told again, and somebody takes it over.
-- Rows: one, with a bool. Locks: none.
-- Twice is harmless: it reads.
SELECT EXISTS (
  SELECT FROM portfolio_import mine
  JOIN portfolio_import older ON older.creditor_id = mine.creditor_id AND older.import_id <> mine.import_id
  WHERE mine.creditor_id = $1 AND mine.import_id = $2 AND older.state = 'reading'
    AND older.last_seen > CASE WHEN older.stored_key IS NULL THEN $3::timestamptz ELSE $4::timestamptz END
    AND older.arrived_at <= mine.arrived_at
    AND (older.arrived_at < mine.arrived_at
      OR (older.stored_key = mine.stored_key
        AND rpad(older.sequencer, 64, '0') COLLATE "C" < rpad(mine.sequencer, 64, '0') COLLATE "C"))
) AS waits
