-- A page of a creditor's debtors, by number.
-- $1 creditor int4, $2 status text (null: any), $3 after this number text, $4 limit int4.
-- Rows: limit at most. Locks: none. Twice is harmless: it only reads.
SELECT number, status, language, region, balance_minor, due_date
FROM debtor
WHERE creditor_id = $1
  AND ($2::text IS NULL OR status = $2)
  AND number > $3
ORDER BY number
LIMIT $4
