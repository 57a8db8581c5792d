-- Where facts stand in their sealed days, looked for in so many tiles of each day: those that hold any of them, in order. By key:
-- a tile outside of the range is not read.
-- $1 creditor int4, $2 days date[] (each once), $3 first tile of each int4[], $4 last tile of each int4[], $5 facts int8[].
-- Rows: one a tile. Locks: none. Twice is harmless: it only reads.
SELECT t.day, t.tile, t.fact_ids, t.hashes
FROM unnest($2::date[], $3::int4[], $4::int4[]) AS asked (day, first, last)
JOIN ledger_tile t ON t.creditor_id = $1 AND t.day = asked.day AND t.tile BETWEEN asked.first AND asked.last
WHERE t.fact_ids && $5::bigint[]
ORDER BY t.day, t.tile
