-- Writes the accounts of an import that are new or changed.
-- $1 import uuid, $2 creditor int4.
-- Rows: none. Locks: the accounts, in the order of their numbers.
-- Twice is harmless: the same values are written again.
INSERT INTO account (creditor_id, debtor_id, number, product, currency, principal_minor, balance_minor, due_date,
  status, ended_from, guarantor_of)
SELECT $2, d.debtor_id, r.account_number, r.product, r.currency, r.principal_minor, r.balance_minor, r.due_date,
  r.status, r.ended_from, r.guarantor_of
FROM import_row r
JOIN debtor d ON d.creditor_id = $2 AND d.number = r.debtor_number
WHERE r.import_id = $1 AND r.outcome <> 'unchanged'
ORDER BY r.account_number
ON CONFLICT (creditor_id, number) DO UPDATE SET
  debtor_id = EXCLUDED.debtor_id, product = EXCLUDED.product, currency = EXCLUDED.currency,
  principal_minor = EXCLUDED.principal_minor, balance_minor = EXCLUDED.balance_minor, due_date = EXCLUDED.due_date,
  status = EXCLUDED.status, ended_from = EXCLUDED.ended_from, guarantor_of = EXCLUDED.guarantor_of
