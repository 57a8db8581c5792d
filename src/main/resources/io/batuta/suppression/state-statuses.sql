-- Writes what was stated of persons and accounts, in place of what was stated before, and tells the ledger.
-- $1 creditor int4, $2 debtors int8[], $3 accounts int8[] (null: of the person), $4 statuses text[], $5 proofs text[],
-- $6 how each stood text[], $7 by whom text, $8 now timestamptz.
-- Rows: as many as were told. Locks: statements, accounts, then the debtors that are active again; the caller has
-- cancelled the contacts before, and brings the debtors in line after (recompute-debtors.sql).
-- Twice is not harmless: it would be told again. The caller leaves out what stands already.
WITH ordered AS MATERIALIZED (
  SELECT o.debtor_id, o.account_id, o.status, o.proof, o.was
  FROM unnest($2::int8[], $3::int8[], $4::text[], $5::text[], $6::text[])
    AS o (debtor_id, account_id, status, proof, was)
), lifted AS (
  UPDATE stated_status s SET lifted_by = $7, lifted_proof = o.proof, lifted_at = $8
  FROM ordered o
  WHERE s.lifted_at IS NULL
    AND (s.account_id = o.account_id OR o.account_id IS NULL AND s.account_id IS NULL AND s.debtor_id = o.debtor_id)
  RETURNING s.stated_id
), stated AS (
  INSERT INTO stated_status (creditor_id, debtor_id, account_id, status, proof, stated_by, stated_at)
  SELECT $1, debtor_id, account_id, status, proof, $7, $8
  FROM ordered
  WHERE status <> 'active' AND (SELECT count(*) FROM lifted) >= 0
), accounts AS (
  UPDATE account a SET status = o.status, ended_from = NULL
  FROM ordered o
  WHERE a.account_id = o.account_id
), reopened AS (
  UPDATE debtor d SET status = 'active', reopened_at = CASE WHEN r.person THEN $8 ELSE d.reopened_at END
  FROM (SELECT debtor_id, bool_or(account_id IS NULL) AS person FROM ordered WHERE status = 'active' GROUP BY debtor_id) AS r
  WHERE d.debtor_id = r.debtor_id AND (r.person OR d.status = 'disputed')
)
INSERT INTO contact_fact (creditor_id, debtor_id, account_id, kind, detail, occurred_at, recorded_at)
SELECT $1, debtor_id, account_id, 'status_changed',
  jsonb_build_object('of', CASE WHEN account_id IS NULL THEN 'person' ELSE 'account' END, 'status', status, 'was', was,
    'by', $7::text), $8, $8
FROM ordered
ORDER BY debtor_id, account_id
