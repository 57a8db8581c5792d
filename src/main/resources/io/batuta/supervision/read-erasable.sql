-- What decides whether a person may be erased.
-- $1 creditor int4, $2 number text.
-- Rows: one, or none: when it was erased; whether an active account owes; when the last fact was.
-- Locks: none; the caller holds what ends contact. Twice is harmless: it only reads.
SELECT d.debtor_id, k.erased_at,
  EXISTS (
    SELECT FROM account a
    WHERE a.debtor_id = d.debtor_id AND a.creditor_id = $1 AND a.status = 'active' AND a.balance_minor > 0) AS owes,
  (SELECT max(f.occurred_at) FROM contact_fact f WHERE f.debtor_id = d.debtor_id) AS last_fact_at
FROM debtor d
LEFT JOIN person_key k ON k.creditor_id = d.creditor_id AND k.number = d.number
WHERE d.creditor_id = $1 AND d.number = $2
