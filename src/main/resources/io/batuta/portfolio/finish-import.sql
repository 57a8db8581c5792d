-- Closes an import with its counts.
-- $1 import uuid, $2 now timestamptz, $3 recalled accounts int8, $4 rows staged int8.
-- Rows: the import when all is there; none when staged rows are missing (the server lost its unlogged tables): the caller
-- then takes everything back. Locks: the import.
-- Twice is harmless: the second finds no import that is being read.
UPDATE portfolio_import i SET
  state = 'loaded', finished_at = $2, closed = $3,
  inserted = c.inserted, updated = c.updated, unchanged = c.unchanged
FROM (
  SELECT count(*) AS staged,
    count(*) FILTER (WHERE outcome = 'inserted') AS inserted,
    count(*) FILTER (WHERE outcome = 'updated') AS updated,
    count(*) FILTER (WHERE outcome = 'unchanged') AS unchanged
  FROM import_row WHERE import_id = $1
) c
WHERE i.import_id = $1 AND i.state = 'reading' AND c.staged = $4
RETURNING i.import_id
