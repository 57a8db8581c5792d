-- Records that an address wants no more on a channel, and tells the ledger for everybody who shares it.
-- $1 creditor int4, $2 channel text, $3 address hashes text[] (hex), $4 who said it int8 (null: unknown), $5 source
-- text, $6 said at timestamptz, $7 now timestamptz, then of the contact that was answered, null where unknown:
-- $8 account int8, $9 contact uuid, $10 night date, $11 campaign int8, $12 contact point int8.
-- Rows: none. Locks: the opt-outs, then the summaries of the debtors. Twice is harmless: what was said is said.
WITH said AS (
  INSERT INTO opt_out (creditor_id, channel, address_hash, debtor_id, source, opted_out_at)
  SELECT $1, $2, decode(h.hex, 'hex'), $4, $5, $6
  FROM unnest($3::text[]) AS h (hex)
  ORDER BY h.hex
  ON CONFLICT ON CONSTRAINT an_address_opts_out_once DO NOTHING
  RETURNING address_hash
), sharing AS (
  SELECT p.debtor_id
  FROM said s
  JOIN contact_point p ON p.creditor_id = $1 AND p.address_hash = s.address_hash
  UNION
  SELECT $4 FROM said WHERE $4 IS NOT NULL
)
INSERT INTO contact_fact (creditor_id, debtor_id, kind, channel, detail, occurred_at, recorded_at,
  account_id, contact_id, night, campaign_id, contact_point_id)
SELECT $1, s.debtor_id, 'opted_out', $2,
  jsonb_build_object('source', $5::text) || CASE WHEN own.is THEN '{}' ELSE '{"shared": true}' END::jsonb, $6, $7,
  CASE WHEN own.is THEN $8::int8 END, CASE WHEN own.is THEN $9::uuid END, CASE WHEN own.is THEN $10::date END,
  CASE WHEN own.is THEN $11::int8 END, CASE WHEN own.is THEN $12::int8 END
FROM sharing s
CROSS JOIN LATERAL (SELECT s.debtor_id IS NOT DISTINCT FROM $4 AS is) own
ORDER BY s.debtor_id
