-- Holds some debtors, named by their own numbers or by those of their accounts, until the transaction ends.
-- $1 creditor int4, $2 debtor numbers text[], $3 account numbers text[]; both with nulls, which name nobody.
-- Rows: none that matter. Locks: the debtors, in key order, before their accounts and contacts, as for payments; FOR NO KEY
-- UPDATE, so that facts are still written beside it. A claim passes over who is held, so it never waits the other way round.
-- Twice is harmless: it only locks.
SELECT debtor_id
FROM debtor
WHERE debtor_id = ANY (ARRAY(
  SELECT d.debtor_id FROM debtor d WHERE d.creditor_id = $1 AND d.number = ANY ($2::text[])
  UNION
  SELECT a.debtor_id FROM account a WHERE a.creditor_id = $1 AND a.number = ANY ($3::text[])))
ORDER BY debtor_id
FOR NO KEY UPDATE
