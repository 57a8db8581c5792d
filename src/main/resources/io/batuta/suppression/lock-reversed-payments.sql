-- Finds the payments that are to be taken back, and holds their debtors and accounts until the transaction ends.
-- $1 creditor int4, $2 references text[].
-- Rows: each payment there is, with its account's number. Locks: debtors, then accounts, by id and in the mode that payments
-- take.
-- Twice is harmless: it reads.
WITH wanted AS (
  SELECT reference, account_id FROM payment WHERE creditor_id = $1 AND reference = ANY ($2::text[])
), debtors AS MATERIALIZED (
  SELECT d.debtor_id FROM debtor d
  WHERE d.debtor_id IN (SELECT a.debtor_id FROM account a WHERE a.account_id IN (SELECT account_id FROM wanted))
  ORDER BY d.debtor_id
  FOR NO KEY UPDATE
), accounts AS MATERIALIZED (
  SELECT a.account_id, a.number, a.debtor_id FROM account a
  WHERE a.account_id IN (SELECT account_id FROM wanted) AND (SELECT count(*) FROM debtors) >= 0
  ORDER BY a.account_id
  FOR NO KEY UPDATE
)
SELECT y.reference, a.number, a.debtor_id, y.amount_minor, y.currency, y.reversed_at IS NOT NULL AS is_reversed
FROM payment y
JOIN accounts a ON a.account_id = y.account_id
WHERE y.creditor_id = $1 AND y.reference = ANY ($2::text[])
