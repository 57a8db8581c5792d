-- Keeps some debtors from being granted a permit, for as long as the transaction: share-debtors.sql wants the same rows.
-- $1 debtors int8[].
-- Rows: none. Locks: the debtors, in key order, after their contacts; FOR NO KEY UPDATE, so that facts are still
-- written beside it. One that another transaction holds is passed over: while a file is merged no permit is granted for
-- the debtors that it changes, and a stop that waited for it would hold up every other. Twice is harmless: it only locks.
SELECT FROM debtor WHERE debtor_id = ANY ($1::int8[]) ORDER BY debtor_id FOR NO KEY UPDATE SKIP LOCKED
