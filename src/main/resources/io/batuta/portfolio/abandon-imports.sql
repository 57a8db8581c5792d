-- Ends imports that nobody reads any more: one whose server died, after a day, with what it had staged.
-- $1 creditor int4, $2 now timestamptz.
-- Rows: none. Locks: these imports and their rows.
-- Twice is harmless: they are being read no more.
WITH abandoned AS (
  UPDATE portfolio_import SET state = 'failed', finished_at = $2::timestamptz, failure = 'abandoned: whoever read it is gone'
  WHERE creditor_id = $1 AND state = 'reading' AND started_at < $2::timestamptz - interval '1 day'
  RETURNING import_id
)
DELETE FROM import_row WHERE import_id IN (SELECT import_id FROM abandoned)
