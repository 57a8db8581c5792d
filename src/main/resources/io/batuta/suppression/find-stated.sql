-- Finds whom and what some lines speak of, and how that stands.
-- $1 creditor int4, $2 lines int8[], $3 debtor numbers text[], $4 account numbers text[]; one of both is null.
-- Rows: one per line that speaks of somebody there is: line, debtor_id, account_id (null: of the person), stated (null:
-- nothing stands), status as it holds now, a dispute that the debtor raised among it.
-- Locks: none. Twice is harmless: it only reads.
SELECT l.line, d.debtor_id, a.account_id, s.status AS stated,
  CASE WHEN a.account_id IS NOT NULL THEN a.status
    WHEN d.status = 'active' AND h.disputed_at > COALESCE(d.reopened_at, '-infinity') THEN 'disputed'
    ELSE d.status END AS status
FROM unnest($2::int8[], $3::text[], $4::text[]) AS l (line, debtor, account)
LEFT JOIN account a ON a.creditor_id = $1 AND a.number = l.account
JOIN debtor d ON d.debtor_id = COALESCE(a.debtor_id,
  (SELECT b.debtor_id FROM debtor b WHERE b.creditor_id = $1 AND b.number = l.debtor))
LEFT JOIN contact_history h ON h.debtor_id = d.debtor_id
LEFT JOIN LATERAL (
  SELECT t.status FROM stated_status t WHERE t.account_id = a.account_id AND t.lifted_at IS NULL
  UNION ALL
  SELECT t.status FROM stated_status t
  WHERE a.account_id IS NULL AND t.debtor_id = d.debtor_id AND t.account_id IS NULL AND t.lifted_at IS NULL) AS s ON true
ORDER BY l.line
