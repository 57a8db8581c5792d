-- Refuses the staged rows of people who were erased while the file was being read. The hour is not asked: whoever erases
-- read it before it waited for this file, or on a machine whose clock differs. Who is erased stays erased.
-- $1 import uuid, $2 creditor int4.
-- Rows: none; as many are affected as were refused. Locks: these rows, the import.
-- Twice is harmless: the second finds none.
WITH erased AS (
  DELETE FROM import_row r
  USING person_key k
  WHERE r.import_id = $1 AND k.creditor_id = $2 AND k.number = r.debtor_number AND k.erased_at IS NOT NULL
  RETURNING r.line, r.account_number
), counted AS (
  UPDATE portfolio_import i SET rejected = i.rejected + (SELECT count(*) FROM erased)
  WHERE i.import_id = $1 AND EXISTS (SELECT FROM erased)
)
INSERT INTO import_rejection (import_id, creditor_id, line, account_number, "column", refused, reason)
SELECT $1, $2, line, account_number, 'debtor_number', 'row', 'the debtor''s person was erased while the file was read'
FROM erased
