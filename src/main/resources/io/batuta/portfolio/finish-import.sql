-- Closes an import with its counts.
-- $1 import uuid, $2 now timestamptz, $3 recalled accounts int8, $4 reader uuid.
-- Rows: the import; none where this reader does not read it any more, as one that was abandoned or taken over: the caller
-- then takes everything back. Locks: the import.
-- Twice is harmless: the second finds no import that is being read.
UPDATE portfolio_import i SET
  state = 'loaded', finished_at = $2, closed = $3,
  inserted = c.inserted, updated = c.updated, unchanged = i.rows - i.rejected - c.inserted - c.updated
FROM (
  SELECT count(*) FILTER (WHERE outcome IS DISTINCT FROM 'updated') AS inserted,
    count(*) FILTER (WHERE outcome = 'updated') AS updated
  FROM import_row WHERE import_id = $1
) c
WHERE i.import_id = $1 AND i.state = 'reading' AND i.reader = $4
RETURNING i.import_id
