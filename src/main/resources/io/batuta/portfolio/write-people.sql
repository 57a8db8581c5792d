-- Writes who the new or changed debtors of an import are.
-- $1 import uuid, $2 creditor int4.
-- Rows: none. Locks: the persons, in the order of their debtors.
-- Twice is harmless: the same values are written again.
INSERT INTO person (debtor_id, creditor_id, encrypted_name, encrypted_document, encrypted_birth_date, name_hash,
  spelling_hash, document_hash, birth_date_hash)
SELECT d.debtor_id, $2, r.encrypted_name, r.encrypted_document, r.encrypted_birth_date, r.name_hash, r.spelling_hash,
  r.document_hash, r.birth_date_hash
FROM import_row r
JOIN debtor d ON d.creditor_id = $2 AND d.number = r.debtor_number
WHERE r.import_id = $1 AND r.leads AND r.debtor_changed
ORDER BY d.debtor_id
ON CONFLICT (debtor_id) DO UPDATE SET
  encrypted_name = EXCLUDED.encrypted_name, encrypted_document = EXCLUDED.encrypted_document,
  encrypted_birth_date = EXCLUDED.encrypted_birth_date, name_hash = EXCLUDED.name_hash,
  spelling_hash = EXCLUDED.spelling_hash, document_hash = EXCLUDED.document_hash,
  birth_date_hash = EXCLUDED.birth_date_hash
