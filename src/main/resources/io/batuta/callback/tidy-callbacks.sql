-- Lets go of providers' calls as they came, and of words that found nobody, some at a time. Their events stay.
-- $1 received before timestamptz, $2 calls at most int4.
-- Rows: one; gone: how many calls went. Locks: those rows. Calls are numbered as they came, so the oldest are the first;
-- of events those of the sixty days before are looked at, the rest has been.
-- Twice is harmless: what is gone is gone.
WITH call AS (
  DELETE FROM callback_body b
  USING (SELECT callback_id FROM callback_body ORDER BY callback_id LIMIT $2::int4) AS old
  WHERE b.callback_id = old.callback_id AND b.received_at < $1::timestamptz
  RETURNING 1
), unplaced AS (
  UPDATE callback_event SET encrypted_words = NULL
  WHERE matched_at IS NULL AND recorded_at < $1::timestamptz
    AND recorded_at > $1::timestamptz - interval '60 days' AND encrypted_words IS NOT NULL
)
SELECT count(*)::int4 AS gone FROM call
