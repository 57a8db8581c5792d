-- What decides whether a person may be erased.
-- $1 creditor int4, $2 number text.
-- Rows: one, or none: when it was erased; whether anything is open: a debt that is still wanted, a
-- lawsuit, a dispute, a case with a person; when the last fact was.
-- Locks: none; the caller holds what ends contact. Twice is harmless: it only reads.
SELECT d.debtor_id, k.erased_at,
  EXISTS (
    SELECT FROM account a
    WHERE a.debtor_id = d.debtor_id AND a.creditor_id = $1 AND a.status NOT IN ('settled', 'recalled') AND a.balance_minor > 0)
  OR EXISTS (SELECT FROM hold h WHERE h.debtor_id = d.debtor_id AND h.lifted_at IS NULL)
  OR EXISTS (
    SELECT FROM stated_status t
    WHERE t.debtor_id = d.debtor_id AND t.lifted_at IS NULL AND t.status IN ('disputed', 'sued', 'insolvent')) AS owes,
  (SELECT max(f.occurred_at) FROM contact_fact f WHERE f.debtor_id = d.debtor_id) AS last_fact_at
FROM debtor d
LEFT JOIN person_key k ON k.creditor_id = d.creditor_id AND k.number = d.number
WHERE d.creditor_id = $1 AND d.number = $2
