-- Adds the accounts of the debtors that add-debtors.sql added.
-- $1 import uuid, $2 creditor int4.
-- Rows: as many as were added. Locks: none but the new rows.
-- Twice is not harmless: a number is taken once, and the second is refused. It is run once in the import's transaction.
INSERT INTO account (account_id, creditor_id, debtor_id, number, product, currency, principal_minor, balance_minor,
  due_date, status, guarantor_of)
OVERRIDING SYSTEM VALUE
SELECT r.new_account_id, $2, d.debtor_id, r.account_number, r.product, r.currency, r.principal_minor, r.balance_minor,
  r.due_date, r.status, r.guarantor_of
FROM import_row r
JOIN debtor d ON d.creditor_id = $2 AND d.number = r.debtor_number
WHERE r.import_id = $1 AND r.outcome IS NULL
