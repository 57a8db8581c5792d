-- So many tiles of each sealed day, in order, by key: a tile outside of the range is not read. Which facts they hold is for the reader
-- to see: to ask for each of a page here costs more than a tile or two too many.
-- $1 creditor int4, $2 days date[] (each once), $3 first tile of each int4[], $4 last tile of each int4[].
-- Rows: one a tile. Locks: none. Twice is harmless: it only reads.
SELECT t.day, t.tile, t.fact_ids, t.hashes
FROM unnest($2::date[], $3::int4[], $4::int4[]) AS asked (day, first, last)
JOIN ledger_tile t ON t.creditor_id = $1 AND t.day = asked.day AND t.tile BETWEEN asked.first AND asked.last
ORDER BY t.day, t.tile
