-- Writes who the new or changed debtors of an import are.
-- $1 import uuid, $2 creditor int4.
-- Rows: none. Locks: the persons, in the order of their debtors.
-- Twice is harmless: the same values are written again.
INSERT INTO person (debtor_id, creditor_id, name, document, birth_date)
SELECT d.debtor_id, $2, r.name, r.document, r.birth_date
FROM import_row r
JOIN debtor d ON d.creditor_id = $2 AND d.number = r.debtor_number
WHERE r.import_id = $1 AND r.leads AND r.debtor_changed
ORDER BY d.debtor_id
ON CONFLICT (debtor_id) DO UPDATE SET
  name = EXCLUDED.name, document = EXCLUDED.document, birth_date = EXCLUDED.birth_date
