-- Seals a day of several creditors.
-- $1 day date, $2 sealed at timestamptz, $3 creditors int4[], $4 numbers of facts int8[], $5 roots text[] (hex),
-- $6 roots of the day before text[] (hex).
-- Rows: none. Locks: none beyond what it writes. Twice fails: a day is sealed once.
INSERT INTO ledger_seal (creditor_id, day, facts, root, previous, sealed_at)
SELECT s.creditor_id, $1, s.facts, decode(s.root, 'hex'), decode(s.previous, 'hex'), $2
FROM unnest($3::int4[], $4::int8[], $5::text[], $6::text[]) AS s (creditor_id, facts, root, previous)
