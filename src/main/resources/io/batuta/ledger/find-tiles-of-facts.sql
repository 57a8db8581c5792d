-- Where facts stand in their sealed days, wherever that is: each day's tiles are looked through once, for the facts of that day alone.
-- $1 creditor int4, $2 day of each fact date[], $3 facts int8[].
-- Rows: one a tile. Locks: none. Twice is harmless: it only reads.
WITH asked AS MATERIALIZED (
  SELECT day, array_agg(fact) AS facts FROM unnest($2::date[], $3::int8[]) AS each (day, fact) GROUP BY day
)
SELECT t.day, t.tile, t.fact_ids, t.hashes
FROM asked
JOIN ledger_tile t ON t.creditor_id = $1 AND t.day = asked.day
WHERE t.fact_ids && asked.facts
ORDER BY t.day, t.tile
