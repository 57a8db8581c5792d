-- Counts how many members of some campaigns lie in one shard, and in all: the shard's share of their budgets.
-- $1 creditor int4, $2 night date, $3 from debtor int8, $4 to debtor int8, both inclusive, $5 campaigns int8[].
-- Rows: one per campaign that has members. Locks: none. Twice is harmless: reads only.
SELECT m.campaign_id,
  count(*) FILTER (WHERE m.debtor_id BETWEEN $3 AND $4) AS here,
  count(*) AS everywhere
FROM segment_member m
WHERE m.creditor_id = $1 AND m.night = $2 AND m.campaign_id = ANY ($5::int8[])
GROUP BY m.campaign_id
