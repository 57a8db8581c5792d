-- Takes new payments off their accounts, settles what is fully paid, and writes the Paid facts.
-- What an account was before payments ended it is kept beside it, for the day on which one is taken back.
-- $1 creditor int4, $2 references text[], of payments that this transaction inserted, $3 now timestamptz, $4 debtors whom
-- they do not silence int8[].
-- Rows: none. Locks: the accounts, held already; the payments that do not silence.
-- Twice is not harmless: the unique reference, taken in the same transaction, is what lets it run once.
WITH paid AS (
  SELECT reference, account_id, debtor_id, amount_minor, currency, paid_at
  FROM payment
  WHERE creditor_id = $1 AND reference = ANY ($2::text[])
), sums AS (
  SELECT account_id, sum(amount_minor)::int8 AS amount_minor FROM paid GROUP BY account_id
), applied AS (
  UPDATE account a SET
    balance_minor = a.balance_minor - s.amount_minor,
    status = CASE
      WHEN a.balance_minor > 0 AND a.balance_minor <= s.amount_minor AND a.status IN ('active', 'disputed')
      THEN 'settled' ELSE a.status END,
    ended_from = CASE
      WHEN a.balance_minor > 0 AND a.balance_minor <= s.amount_minor AND a.status IN ('active', 'disputed')
      THEN a.status ELSE a.ended_from END
  FROM sums s
  WHERE a.account_id = s.account_id
), quiet AS (
  UPDATE payment SET is_quiet = true
  WHERE creditor_id = $1 AND reference = ANY ($2::text[]) AND debtor_id = ANY ($4::int8[])
)
INSERT INTO contact_fact (creditor_id, debtor_id, account_id, kind, amount_minor, currency, detail, occurred_at,
  recorded_at)
SELECT $1, debtor_id, account_id, 'paid', amount_minor, currency,
  CASE WHEN debtor_id = ANY ($4::int8[]) THEN '{"quiet": true}' ELSE '{}' END::jsonb, paid_at, $3::timestamptz
FROM paid
