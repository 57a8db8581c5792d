-- Records that an address wants no more on a channel, and tells the ledger for everybody who shares it. Who says it
-- again has said it twice: the opt-out stays the one first said, whichever comes first, and each has its facts, so that
-- reports in any order come to the same.
-- $1 creditor int4, $2 channel text, $3 address hashes text[] (hex), $4 who said it int8 (null: unknown), $5 source
-- text, $6 said at timestamptz, $7 now timestamptz, then of the contact that was answered, null where unknown:
-- $8 account int8, $9 contact uuid, $10 night date, $11 campaign int8, $12 contact point int8.
-- Rows: none. Locks: the opt-outs, then the summaries of the debtors. Twice writes the
-- facts again: the key of the event, taken in the same transaction, is what lets each run once.
WITH said AS (
  INSERT INTO opt_out AS o (creditor_id, channel, address_hash, debtor_id, source, opted_out_at)
  SELECT $1, $2, decode(h.hex, 'hex'), $4, $5, $6
  FROM unnest($3::text[]) AS h (hex)
  ORDER BY h.hex
  ON CONFLICT ON CONSTRAINT an_address_opts_out_once DO UPDATE SET
    debtor_id = EXCLUDED.debtor_id,
    source = EXCLUDED.source,
    opted_out_at = EXCLUDED.opted_out_at
  WHERE (EXCLUDED.opted_out_at, EXCLUDED.source, COALESCE(EXCLUDED.debtor_id, 0))
    < (o.opted_out_at, o.source, COALESCE(o.debtor_id, 0))
), sharing AS (
  SELECT p.debtor_id
  FROM unnest($3::text[]) AS h (hex)
  JOIN contact_point p ON p.creditor_id = $1 AND p.address_hash = decode(h.hex, 'hex')
  UNION
  SELECT $4 WHERE $4 IS NOT NULL
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
