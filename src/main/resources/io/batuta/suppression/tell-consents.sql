-- Records what was said of consent, and tells the ledger what was not known.
-- $1 creditor int4, $2 debtors int8[], $3 channels text[], $4 address hashes text[] (hex; null: the whole channel),
-- $5 said text[], $6 said at timestamptz[], $7 kinds of proof text[], $8 proofs text[], $9 source text, $10 by whom text,
-- $11 now timestamptz, $12 told by a person bool.
-- Rows: one; told: how many were new. Locks: its own rows. Twice is harmless: what was said is said.
WITH told AS (
  INSERT INTO consent (creditor_id, debtor_id, channel, address_hash, said, said_at, proof_kind, proof, source, told_by,
    recorded_at, by_person)
  SELECT $1, s.debtor_id, s.channel, decode(s.hash, 'hex'), s.said, s.said_at, s.proof_kind, s.proof, $9, $10, $11, $12
  FROM unnest($2::int8[], $3::text[], $4::text[], $5::text[], $6::timestamptz[], $7::text[], $8::text[])
    AS s (debtor_id, channel, hash, said, said_at, proof_kind, proof)
  ON CONFLICT ON CONSTRAINT a_consent_is_told_once DO NOTHING
  RETURNING debtor_id, channel, address_hash, said, said_at, proof_kind
), facts AS (
  INSERT INTO contact_fact (creditor_id, debtor_id, kind, channel, contact_point_id, detail, occurred_at, recorded_at)
  SELECT $1, t.debtor_id, 'consent_' || t.said, t.channel,
    (SELECT min(k.contact_point_id) FROM contact_point k WHERE k.debtor_id = t.debtor_id AND k.address_hash = t.address_hash),
    jsonb_build_object('proof', t.proof_kind, 'of', CASE WHEN t.address_hash IS NULL THEN 'channel' ELSE 'address' END,
      'source', $9::text, 'by', $10::text),
    LEAST(t.said_at, $11), $11
  FROM told t
)
SELECT count(*)::int4 AS told FROM told
