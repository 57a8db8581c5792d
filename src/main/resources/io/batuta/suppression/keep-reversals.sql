-- Keeps reversals whose payment has not come, until it does, with what they say of it.
-- $1 creditor int4, $2 references text[], $3 taken back at timestamptz[], $4 now timestamptz, then what was said, null where
-- it was not: $5 account numbers text[], $6 minor units int8[], $7 currencies text[].
-- Rows: the reference of each that is new. Locks: nothing but its own rows.
-- Twice is harmless: a payment is reversed once.
INSERT INTO payment_reversal (creditor_id, reference, reversed_at, recorded_at, account, amount_minor, currency)
SELECT $1, t.reference, t.at, $4, t.account, t.amount_minor, t.currency
FROM unnest($2::text[], $3::timestamptz[], $5::text[], $6::int8[], $7::text[])
  AS t (reference, at, account, amount_minor, currency)
ON CONFLICT ON CONSTRAINT a_payment_is_reversed_once DO NOTHING
RETURNING reference
