-- How many contacts the creditors with a rate of their own may send now at a provider.
-- $1 creditors int4[], $2 provider text, $3 now timestamptz.
-- Rows: one per creditor with a rate: creditor_id, contacts int4. Locks: these rates, in key order, until the claim commits.
-- Twice is harmless: it takes nothing.
SELECT r.creditor_id,
  floor(LEAST(r.burst, r.tokens + r.per_second * GREATEST(0, extract(epoch FROM $3::timestamptz - r.refilled_at))))::int4
    AS contacts
FROM creditor_rate r
WHERE r.creditor_id = ANY ($1::int4[]) AND r.provider = $2
ORDER BY r.creditor_id
FOR UPDATE
