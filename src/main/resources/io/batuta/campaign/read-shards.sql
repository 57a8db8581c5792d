-- Reads where the shards of a night stand.
-- $1 creditor int4, $2 night date, $3 shard int4 or null for all.
-- Rows: one per shard, in order. Locks: none. Twice is harmless: reads only.
SELECT s.shard, s.from_debtor, s.to_debtor, s.done_to, s.done, s.tally
FROM night_shard s
WHERE s.creditor_id = $1 AND s.night = $2 AND s.step = 'plan' AND ($3::int4 IS NULL OR s.shard = $3::int4)
ORDER BY s.shard
