-- Takes from creditors' own rates what is sent now; hold-creditor-rates.sql holds them since a statement before.
-- $1 creditors int4[], $2 contacts int4[], $3 provider text, $4 now timestamptz.
-- Rows: none. Locks: none but those. Twice is not harmless: it is run once in the claim's transaction.
UPDATE creditor_rate r SET
  tokens = LEAST(r.burst, r.tokens + r.per_second * GREATEST(0, extract(epoch FROM $4::timestamptz - r.refilled_at)))
    - t.contacts,
  refilled_at = GREATEST(r.refilled_at, $4)
FROM unnest($1::int4[], $2::int4[]) AS t (creditor_id, contacts)
WHERE r.creditor_id = t.creditor_id AND r.provider = $3
