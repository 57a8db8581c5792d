-- Takes an import that failed, or whose reader died, away with all that it left, so that its file may be read anew.
-- $1 creditor int4, $2 import uuid.
-- Rows: none. Locks: the import and its rows; the caller holds the import, and has seen that nobody reads it.
-- Twice is harmless: the second finds nothing.
WITH staged AS (
  DELETE FROM import_row WHERE creditor_id = $1 AND import_id = $2
), refused AS (
  DELETE FROM import_rejection WHERE creditor_id = $1 AND import_id = $2
)
DELETE FROM portfolio_import WHERE creditor_id = $1 AND import_id = $2
