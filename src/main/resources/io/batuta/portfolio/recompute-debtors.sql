-- Brings each debtor's own row in line with its accounts: balance, oldest due date, worst account, status. The one place
-- that says what a debtor owes: active accounts above zero in the creditor's currency.
-- $1 creditor int4, $2 debtors int8[], $3 import uuid or null (its debtors too), $4 every debtor of the creditor bool.
-- Rows: as many as changed. Locks: the debtors that change.
-- Twice is harmless: the second finds nothing that differs.
WITH touched AS (
  SELECT unnest($2::int8[]) AS debtor_id
  UNION
  SELECT d.debtor_id
  FROM import_row r
  JOIN debtor d ON d.creditor_id = $1 AND d.number = r.debtor_number
  WHERE r.import_id = $3::uuid AND r.outcome <> 'unchanged'
  UNION
  SELECT was_debtor_id FROM import_row
  WHERE import_id = $3::uuid AND outcome <> 'unchanged' AND was_debtor_id IS NOT NULL
  UNION
  SELECT debtor_id FROM debtor WHERE creditor_id = $1 AND $4::bool
), owed AS (
  SELECT t.debtor_id,
    COALESCE(sum(a.balance_minor) FILTER (WHERE o.owes), 0)::int8 AS balance_minor,
    min(a.due_date) FILTER (WHERE o.owes) AS due_date,
    (min(ARRAY[a.due_date - DATE '1970-01-01', a.account_id]) FILTER (WHERE o.owes))[2] AS worst_account_id,
    debtor_status(min(status_rank(a.status))) AS status
  FROM touched t
  JOIN creditor c ON c.creditor_id = $1
  LEFT JOIN account a ON a.debtor_id = t.debtor_id
  CROSS JOIN LATERAL (SELECT a.status = 'active' AND a.balance_minor > 0 AND a.currency = c.currency AS owes) o
  GROUP BY t.debtor_id
), settled AS (
  -- A dispute that the debtor raised with us outlives a file that does not know of it: a person ends it.
  -- What people stated of the person stands beside it, and the stricter holds.
  SELECT o.debtor_id, o.balance_minor, o.due_date, o.worst_account_id,
    stricter(CASE WHEN d.status = 'disputed' AND o.status = 'active' THEN 'disputed' ELSE o.status END, s.status) AS status
  FROM owed o
  JOIN debtor d ON d.debtor_id = o.debtor_id
  LEFT JOIN stated_status s ON s.debtor_id = o.debtor_id AND s.account_id IS NULL AND s.lifted_at IS NULL
)
UPDATE debtor d SET
  balance_minor = s.balance_minor, due_date = s.due_date, worst_account_id = s.worst_account_id, status = s.status
FROM settled s
WHERE d.debtor_id = s.debtor_id AND d.creditor_id = $1
  AND (d.balance_minor, d.due_date, d.worst_account_id, d.status)
    IS DISTINCT FROM (s.balance_minor, s.due_date, s.worst_account_id, s.status)
