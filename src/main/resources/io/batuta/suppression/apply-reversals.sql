-- Takes payments back: what they paid is owed again, an account that payments ended is open again, and the ledger says so.
-- One that its creditor settled stays so, and what people stated of it holds where it is stricter.
-- $1 creditor int4, $2 references text[], $3 taken back at timestamptz[], $4 now timestamptz.
-- Rows: none. Locks: the payments; their accounts, held already.
-- Twice is harmless: what is taken back is not taken back again.
WITH said AS (
  SELECT t.reference, t.at FROM unnest($2::text[], $3::timestamptz[]) AS t (reference, at)
), marked AS (
  UPDATE payment y SET reversed_at = $4
  FROM said s
  WHERE y.creditor_id = $1 AND y.reference = s.reference AND y.reversed_at IS NULL
  RETURNING y.reference, y.account_id, y.debtor_id, y.amount_minor, y.currency, s.at
), kept AS (
  INSERT INTO payment_reversal (creditor_id, reference, reversed_at, recorded_at, applied_at)
  SELECT $1, reference, at, $4, $4 FROM marked
  ON CONFLICT ON CONSTRAINT a_payment_is_reversed_once DO UPDATE SET
    reversed_at = EXCLUDED.reversed_at,
    applied_at = EXCLUDED.applied_at
), sums AS (
  SELECT account_id, sum(amount_minor)::int8 AS amount_minor FROM marked GROUP BY account_id
), reopened AS (
  UPDATE account a SET
    balance_minor = a.balance_minor + s.amount_minor,
    status = CASE
      WHEN a.status = 'settled' AND a.balance_minor + s.amount_minor > 0 THEN stricter(COALESCE(a.ended_from, a.status), t.status)
      ELSE a.status END,
    ended_from = CASE WHEN a.balance_minor + s.amount_minor <= 0 THEN a.ended_from END
  FROM sums s
  LEFT JOIN stated_status t ON t.account_id = s.account_id AND t.lifted_at IS NULL
  WHERE a.account_id = s.account_id
)
INSERT INTO contact_fact (creditor_id, debtor_id, account_id, kind, amount_minor, currency, occurred_at, recorded_at)
SELECT $1, debtor_id, account_id, 'payment_reversed', amount_minor, currency, at, $4
FROM marked
