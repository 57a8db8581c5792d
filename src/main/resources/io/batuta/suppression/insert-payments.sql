-- Records payments that are not recorded yet.
-- $1 creditor int4, $2 references text[], $3 accounts int8[], $4 debtors int8[], $5 minor units int8[],
-- $6 currencies text[], $7 paid at timestamptz[], $8 recorded at timestamptz.
-- Rows: the reference of each new payment. Locks: nothing but its own rows.
-- Twice is harmless: a payment is recorded once by its reference.
INSERT INTO payment (creditor_id, reference, account_id, debtor_id, amount_minor, currency, paid_at, recorded_at)
SELECT $1, p.reference, p.account_id, p.debtor_id, p.amount_minor, p.currency, p.paid_at, $8
FROM unnest($2::text[], $3::int8[], $4::int8[], $5::int8[], $6::text[], $7::timestamptz[])
  AS p (reference, account_id, debtor_id, amount_minor, currency, paid_at)
ON CONFLICT (creditor_id, reference) DO NOTHING
RETURNING reference
