-- Keeps reversals whose payment has not come, until it does.
-- $1 creditor int4, $2 references text[], $3 taken back at timestamptz[], $4 now timestamptz.
-- Rows: the reference of each that is new. Locks: nothing but its own rows.
-- Twice is harmless: a payment is reversed once.
INSERT INTO payment_reversal (creditor_id, reference, reversed_at, recorded_at)
SELECT $1, t.reference, t.at, $4 FROM unnest($2::text[], $3::timestamptz[]) AS t (reference, at)
ON CONFLICT ON CONSTRAINT a_payment_is_reversed_once DO NOTHING
RETURNING reference
