-- Counts whom a rule would bring in today, and names a few of them.
-- $1 creditor int4, $2 business day date; further arguments are the constants of the rule, which takes the place
-- of the marked condition (see ConditionSql). Only active debtors who owe are looked at, as in cut-segment.
-- Rows: one: debtors int8, balance int8 (minor units), sample text[] (debtor numbers, the first ten). Locks: none.
-- Twice is harmless: it only reads.
WITH matched AS MATERIALIZED (
  SELECT d.debtor_id, d.number, d.balance_minor
  FROM debtor d
  CROSS JOIN (VALUES ($2::date)) AS n (today)
  JOIN creditor c ON c.creditor_id = d.creditor_id
  WHERE d.creditor_id = $1::int4
    AND d.status = 'active'
    AND d.balance_minor > 0
    AND /*rule*/ false
)
SELECT
  (SELECT count(*) FROM matched) AS debtors,
  (SELECT COALESCE(sum(balance_minor), 0)::int8 FROM matched) AS balance,
  ARRAY(SELECT number FROM matched ORDER BY debtor_id LIMIT 10) AS sample
