-- What some debtors owed when the day began, and what they have paid of it since, for the creditor's own rule of how much
-- silences. After these payments were recorded and before they are taken off their accounts.
-- $1 debtors int8[], $2 references of the payments that are new text[], $3 creditor int4, $4 the day began timestamptz.
-- Rows: one per debtor; foreign: something was paid in a currency of which nothing is summed. Locks: none.
-- Twice is harmless: it reads.
SELECT d.debtor_id, COALESCE(sum(y.amount_minor) FILTER (WHERE y.currency = c.currency), 0)::int8 AS paid_minor,
  (d.balance_minor + COALESCE(sum(y.amount_minor) FILTER (
    WHERE y.currency = c.currency AND y.reference <> ALL ($2::text[])), 0))::int8 AS owed_minor,
  COALESCE(bool_or(y.currency <> c.currency), false) AS is_foreign
FROM debtor d
JOIN creditor c ON c.creditor_id = $3
LEFT JOIN account a ON a.debtor_id = d.debtor_id
LEFT JOIN payment y ON y.account_id = a.account_id AND y.recorded_at >= $4 AND y.reversed_at IS NULL
WHERE d.creditor_id = $3 AND d.debtor_id = ANY ($1::int8[])
GROUP BY d.debtor_id, d.balance_minor
