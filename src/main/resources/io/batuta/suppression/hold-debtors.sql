-- Keeps some debtors from being granted a permit, for as long as the transaction: grant-permits.sql shares this lock.
-- $1 debtors int8[].
-- Rows: none. Locks: the debtors, in key order, after their contacts; FOR NO KEY UPDATE, so that facts are still
-- written beside it. Twice is harmless: it only locks.
SELECT FROM debtor WHERE debtor_id = ANY ($1::int8[]) ORDER BY debtor_id FOR NO KEY UPDATE
