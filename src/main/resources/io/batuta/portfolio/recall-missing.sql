-- Recalls the active accounts that a snapshot does not name. A refused row names its account too; where a refused row's
-- account could not be read, nothing is recalled, since it might be any.
-- $1 import uuid, $2 creditor int4.
-- Rows: as many as were recalled. Locks: these accounts.
-- Twice is harmless: what is recalled is active no more.
UPDATE account a SET status = 'recalled'
WHERE a.creditor_id = $2 AND a.status = 'active'
  AND NOT EXISTS (SELECT FROM import_row r WHERE r.import_id = $1 AND r.account_number = a.number)
  AND NOT EXISTS (SELECT FROM import_rejection j WHERE j.import_id = $1 AND j.account_number = a.number)
  AND NOT EXISTS (SELECT FROM import_rejection j
    WHERE j.import_id = $1 AND j.refused = 'row' AND j.account_number IS NULL)
