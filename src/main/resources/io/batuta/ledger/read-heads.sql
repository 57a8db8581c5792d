-- Where the chains of creditors end.
-- $1 creditors int4[].
-- Rows: a creditor with a seal each. Locks: none. Twice is harmless: it only reads.
SELECT DISTINCT ON (creditor_id) creditor_id, day, root
FROM ledger_seal
WHERE creditor_id = ANY ($1::int4[])
ORDER BY creditor_id, day DESC
