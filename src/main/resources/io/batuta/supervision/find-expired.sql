-- Looks at the next people of a creditor for those whom law lets go: no debt that is still
-- wanted, no lawsuit, dispute or case with a person, and the last fact before a day.
-- $1 creditor int4, $2 after this debtor int8, $3 no fact since timestamptz, $4 how many to look at int4.
-- Rows: each that was looked at, by debtor, with its number and whether it may go. One of whom nothing was ever told
-- may not: nobody knows how old it is. Locks: none. Twice is harmless: it only reads.
SELECT s.debtor_id, d.number,
  NOT EXISTS (
    SELECT FROM account a
    WHERE a.debtor_id = s.debtor_id AND a.creditor_id = $1 AND a.status NOT IN ('settled', 'recalled') AND a.balance_minor > 0)
  AND NOT EXISTS (SELECT FROM hold h WHERE h.debtor_id = s.debtor_id AND h.lifted_at IS NULL)
  AND NOT EXISTS (
    SELECT FROM stated_status t
    WHERE t.debtor_id = s.debtor_id AND t.lifted_at IS NULL AND t.status IN ('disputed', 'sued', 'insolvent'))
  AND NOT EXISTS (SELECT FROM contact_fact f WHERE f.debtor_id = s.debtor_id AND f.occurred_at >= $3::timestamptz)
  AND (EXISTS (SELECT FROM contact_history h WHERE h.debtor_id = s.debtor_id)
    OR EXISTS (SELECT FROM contact_fact f WHERE f.debtor_id = s.debtor_id)) AS expired
FROM (
  SELECT p.debtor_id
  FROM person p
  WHERE p.creditor_id = $1 AND p.debtor_id > $2
  ORDER BY p.debtor_id
  LIMIT $4) AS s
JOIN debtor d ON d.debtor_id = s.debtor_id
ORDER BY s.debtor_id
