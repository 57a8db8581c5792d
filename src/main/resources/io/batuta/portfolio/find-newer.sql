-- Finds what is the portfolio already although it came after this file, and speaks of the same: a snapshot speaks of every
-- account, a file of the same name takes the place of the one before it; other deltas speak of their own accounts alone.
-- $1 creditor int4, $2 import uuid.
-- Rows: the mode of such an import, and when it came; none where the file may be merged. Locks: none; the caller holds the
-- creditor's lock, so that none comes meanwhile.
-- Twice is harmless: it reads.
SELECT newer.mode, newer.arrived_at
FROM portfolio_import mine
JOIN portfolio_import newer ON newer.creditor_id = mine.creditor_id AND newer.import_id <> mine.import_id
WHERE mine.creditor_id = $1 AND mine.import_id = $2 AND newer.state = 'loaded'
  AND ('snapshot' IN (mine.mode, newer.mode) OR newer.stored_key = mine.stored_key)
  AND newer.arrived_at >= mine.arrived_at
  AND (newer.arrived_at > mine.arrived_at
    -- S3 orders what came under one key within one instant; of two keys it says nothing, and neither is the newer.
    OR (newer.stored_key = mine.stored_key
      AND rpad(newer.sequencer, 64, '0') COLLATE "C" > rpad(mine.sequencer, 64, '0') COLLATE "C"))
ORDER BY newer.arrived_at DESC
LIMIT 1
