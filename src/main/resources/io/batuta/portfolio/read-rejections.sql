-- A page of what an import refused, by line; a line is never cut in two.
-- $1 creditor int4, $2 import uuid, $3 after line int8, $4 rows at least int4.
-- Rows: the refusals. Locks: none.
-- Twice is harmless: it reads.
SELECT line, account_number, "column", refused, reason
FROM import_rejection
WHERE creditor_id = $1 AND import_id = $2 AND line > $3
ORDER BY line
FETCH FIRST $4 ROWS WITH TIES
