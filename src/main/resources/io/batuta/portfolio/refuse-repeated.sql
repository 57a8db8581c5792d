-- Refuses the rows of a page whose account stood in the file before. Run only where a page was not written whole.
-- $1 import uuid, $2 creditor int4, $3 lines int8[], $4 account numbers text[] of the page.
-- Rows: the line of each that was refused. Locks: nothing but its own rows.
-- Twice is not harmless: it is run in the transaction of its page, which is run once.
INSERT INTO import_rejection (import_id, creditor_id, line, account_number, "column", refused, reason)
SELECT $1, $2, g.line, g.account_number, 'account_number', 'row', 'stands in line ' || r.line || ' already'
FROM unnest($3::int8[], $4::text[]) AS g (line, account_number)
JOIN import_row r ON r.import_id = $1 AND r.account_number = g.account_number AND r.line <> g.line
RETURNING line
