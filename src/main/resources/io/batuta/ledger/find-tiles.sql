-- Where facts stand in their sealed days: the tiles that hold any of them, in order, each with its day's seal. Facts of days that
-- are not sealed find nothing. Who reads on in the order of the seal says how far it was, so that tiles before and far after are
-- not looked into.
-- $1 creditor int4, $2 days date[], $3 facts int8[], $4 day reached date (null: look everywhere), $5 its tile int4,
-- $6 how many tiles on may hold them int4.
-- Rows: one a tile. Locks: none. Twice is harmless: it only reads.
SELECT s.day, s.facts, s.root, s.previous, s.sealed_at, t.tile, t.fact_ids, t.hashes
FROM ledger_seal s
JOIN ledger_tile t ON t.creditor_id = s.creditor_id AND t.day = s.day
WHERE s.creditor_id = $1
  AND s.day = ANY ($2::date[])
  AND CASE
    WHEN $4::date IS NULL THEN true
    WHEN t.day = $4::date THEN t.tile BETWEEN $5::integer AND $5::integer + $6::integer
    ELSE t.tile <= $6::integer
  END
  AND t.fact_ids && $3::bigint[]
ORDER BY s.day, t.tile
