-- Ends imports that nobody reads any more: one whose reader showed no pulse for an hour (one of a release that had none,
-- for a day), with what it had staged.
-- $1 creditor int4, $2 now timestamptz.
-- Rows: none. Locks: these imports and their rows.
-- Twice is harmless: they are being read no more.
WITH abandoned AS (
  UPDATE portfolio_import SET state = 'failed', finished_at = $2::timestamptz, failure = 'abandoned: whoever read it is gone'
  WHERE creditor_id = $1 AND state = 'reading'
    AND COALESCE(last_seen + interval '1 hour', started_at + interval '1 day') < $2::timestamptz
  RETURNING import_id
)
DELETE FROM import_row WHERE import_id IN (SELECT import_id FROM abandoned)
