-- Finds debtors of a creditor by who they are, without reading it.
-- $1 creditor int4, $2 hash of the name, $3 of the document, $4 of an address bytea (null: not asked for), $5 limit int4.
-- Rows: limit at most, those that fit all that was asked for, by number. Locks: none. Twice is harmless: it only reads.
SELECT d.number, d.status, d.language, d.region, d.balance_minor, d.due_date
FROM debtor d
JOIN person p ON p.debtor_id = d.debtor_id
WHERE d.creditor_id = $1 AND p.creditor_id = $1
  AND ($2::bytea IS NULL OR p.name_hash = $2)
  AND ($3::bytea IS NULL OR p.document_hash = $3)
  AND ($4::bytea IS NULL OR EXISTS (
    SELECT FROM contact_point c
    WHERE c.debtor_id = d.debtor_id AND c.address_hash = $4))
ORDER BY d.number
LIMIT $5
