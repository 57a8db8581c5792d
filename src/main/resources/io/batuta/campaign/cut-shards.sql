-- Parts a night's members into ranges of debtors, equal in members.
-- $1 creditor int4, $2 night date, $3 shards int4.
-- Rows affected: one per shard; fewer than asked for when there are fewer members. Locks: none.
-- Twice is harmless: a shard that stands is kept with its checkpoint.
INSERT INTO night_shard (creditor_id, night, step, shard, from_debtor, to_debtor, done_to)
SELECT $1, $2, 'plan', part.shard - 1, min(part.debtor_id), max(part.debtor_id), min(part.debtor_id) - 1
FROM (
  SELECT m.debtor_id, ntile($3) OVER (ORDER BY m.debtor_id) AS shard
  FROM segment_member m
  WHERE m.creditor_id = $1 AND m.night = $2
) AS part
GROUP BY part.shard
ON CONFLICT (creditor_id, night, step, shard) DO NOTHING
