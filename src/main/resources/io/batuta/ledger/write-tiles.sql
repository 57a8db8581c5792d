-- Writes leaves of a day that is being sealed.
-- $1 day date, $2 creditors int4[], $3 tiles int4[], $4 fact ids text[] (an array each), $5 hashes text[] (hex),
-- $6 roots text[] (hex).
-- Rows: none. Locks: none beyond what it writes. Twice fails: a tile is written once.
INSERT INTO ledger_tile (creditor_id, day, tile, fact_ids, hashes, root)
SELECT t.creditor_id, $1, t.tile, t.fact_ids::bigint[], decode(t.hashes, 'hex'), decode(t.root, 'hex')
FROM unnest($2::int4[], $3::int4[], $4::text[], $5::text[], $6::text[]) AS t (creditor_id, tile, fact_ids, hashes, root)
