-- Where facts stand in their sealed days, wherever that is: each leaf of those days is looked at once, however many facts are asked for.
-- $1 creditor int4, $2 day of each fact date[], $3 facts int8[].
-- Rows: one a tile. Locks: none. Twice is harmless: it only reads.
WITH asked AS MATERIALIZED (
  SELECT day, fact FROM unnest($2::date[], $3::int8[]) AS each (day, fact)
), holds AS MATERIALIZED (
  SELECT DISTINCT leaf.day, leaf.tile
  FROM (
    SELECT t.day, t.tile, unnest(t.fact_ids) AS fact
    FROM (SELECT DISTINCT day FROM asked) AS days
    JOIN ledger_tile t ON t.creditor_id = $1 AND t.day = days.day) AS leaf
  JOIN asked ON asked.day = leaf.day AND asked.fact = leaf.fact
)
SELECT t.day, t.tile, t.fact_ids, t.hashes
FROM holds
JOIN ledger_tile t ON t.creditor_id = $1 AND t.day = holds.day AND t.tile = holds.tile
ORDER BY t.day, t.tile
