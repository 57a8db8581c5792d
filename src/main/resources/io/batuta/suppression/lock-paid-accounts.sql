-- Finds the accounts that some payments are for, and holds their debtors and them until the transaction ends.
-- $1 creditor int4, $2 account numbers text[].
-- Rows: number, account_id, debtor_id, currency of each account there is. Locks: debtors, then accounts, by id, so that
-- two batches never wait for each other in a ring; FOR NO KEY UPDATE, so that whoever writes a row that names them (a
-- promise, a fact) waits for neither.
-- Twice is harmless: it reads.
WITH wanted AS (
  SELECT account_id, debtor_id FROM account WHERE creditor_id = $1 AND number = ANY ($2::text[])
), debtors AS MATERIALIZED (
  SELECT d.debtor_id FROM debtor d
  WHERE d.debtor_id IN (SELECT debtor_id FROM wanted)
  ORDER BY d.debtor_id
  FOR NO KEY UPDATE
)
SELECT a.number, a.account_id, a.debtor_id, a.currency
FROM account a
WHERE a.account_id IN (SELECT account_id FROM wanted) AND (SELECT count(*) FROM debtors) >= 0
ORDER BY a.account_id
FOR NO KEY UPDATE
