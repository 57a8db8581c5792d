-- Whom the simulation plays: everybody with an account, and the account that is longest past due.
-- No parameters. Rows: one a debtor, by id. Locks: none. Reads only.
SELECT d.debtor_id, d.number, a.number AS account_number, a.balance_minor, a.currency
FROM debtor d
JOIN account a ON a.account_id = d.worst_account_id
ORDER BY d.debtor_id
