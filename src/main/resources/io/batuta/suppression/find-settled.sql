-- The accounts that some payments pay in full: what was to be said of them holds no more, however little it is of all.
-- After these payments were recorded and before they are taken off their accounts.
-- $1 creditor int4, $2 references of the payments that are new text[], $3 debtors int8[].
-- Rows: account_id of each. Locks: none; the accounts are held already. Twice is harmless: it reads.
SELECT a.account_id
FROM payment y
JOIN account a ON a.account_id = y.account_id
WHERE y.creditor_id = $1 AND y.reference = ANY ($2::text[]) AND y.debtor_id = ANY ($3::int8[])
  AND a.balance_minor > 0
GROUP BY a.account_id, a.balance_minor
HAVING sum(y.amount_minor) >= a.balance_minor
ORDER BY a.account_id
