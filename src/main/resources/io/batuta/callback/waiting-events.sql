-- Events that have not found their contact, the newest first: what overtook its send is minutes old, the rest is
-- mostly none of ours.
-- $1 now timestamptz, $2 at most int4.
-- Rows: provider and event id. Locks: these events; one that somebody holds is passed over.
-- Twice is harmless: reading only.
SELECT provider, event_id
FROM callback_event
WHERE matched_at IS NULL AND recorded_at > $1::timestamptz - interval '72 hours'
ORDER BY recorded_at DESC
LIMIT $2
FOR UPDATE SKIP LOCKED
