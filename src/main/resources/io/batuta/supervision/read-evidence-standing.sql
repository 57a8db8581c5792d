-- What stood beside the facts, each with when it began and ended: standstills that touch the period; of one debtor also what
-- it authorised by the file and by consents, and what touches the period of what people stated of it, of its stops, by whoever shares an
-- address too, of its holds, promises and payments (until they were taken back). Codes and times only: who stopped the whole installation
-- writes no words into a creditor's file, and a reference of a payment shows its end.
-- $1 creditor int4, $2 from timestamptz, $3 until timestamptz (exclusive), $4 debtor int8 (null: standstills alone).
-- Rows: one a thing, by kind and time. Locks: none. Twice is harmless: it only reads.
SELECT 'standstill' AS what, s.ordered_at AS since, s.lifted_at AS until, s.channel,
  jsonb_strip_nulls(jsonb_build_object('why', CASE WHEN s.creditor_id IS NOT NULL THEN s.why END,
    'orderedBy', s.ordered_by, 'liftedBy', s.lifted_by,
    'of', CASE WHEN s.creditor_id IS NULL THEN 'all' ELSE 'creditor' END)) AS detail
FROM standstill s
WHERE (s.creditor_id = $1 OR s.creditor_id IS NULL) AND s.ordered_at < $3 AND (s.lifted_at IS NULL OR s.lifted_at >= $2)
UNION ALL
SELECT 'consent', NULL, NULL, NULL,
  jsonb_build_object('authorisedChannels', COALESCE(to_jsonb(d.authorised_channels), '"all"'),
    'stated', d.authorised_channels IS NOT NULL)
FROM debtor d
WHERE d.creditor_id = $1 AND d.debtor_id = $4
UNION ALL
SELECT 'consent', c.said_at, NULL, c.channel,
  jsonb_build_object('said', c.said, 'proofKind', c.proof_kind, 'proof', c.proof, 'source', c.source, 'by', c.told_by,
    'of', CASE WHEN c.address_hash IS NULL THEN 'channel' ELSE 'address' END,
    'recordedAt', to_char(c.recorded_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'))
FROM consent c
WHERE c.creditor_id = $1 AND c.debtor_id = $4 AND c.said_at < $3
UNION ALL
SELECT 'status', t.stated_at, t.lifted_at, NULL,
  jsonb_strip_nulls(jsonb_build_object('status', t.status, 'of', CASE WHEN t.account_id IS NULL THEN 'person' ELSE 'account' END,
    'proof', t.proof, 'statedBy', t.stated_by, 'liftedBy', t.lifted_by, 'liftedProof', t.lifted_proof))
FROM stated_status t
WHERE t.creditor_id = $1 AND t.debtor_id = $4 AND t.stated_at < $3 AND (t.lifted_at IS NULL OR t.lifted_at >= $2)
UNION ALL
SELECT 'opt_out', o.opted_out_at, NULL, o.channel,
  jsonb_build_object('source', o.source, 'by', CASE WHEN o.debtor_id = $4 THEN 'debtor' ELSE 'shared address' END)
FROM opt_out o
WHERE o.creditor_id = $1 AND $4::bigint IS NOT NULL AND o.opted_out_at < $3
  AND (o.debtor_id = $4 OR o.address_hash IN (SELECT p.address_hash FROM contact_point p WHERE p.debtor_id = $4))
UNION ALL
SELECT 'hold', h.held_at, h.lifted_at, NULL,
  jsonb_strip_nulls(jsonb_build_object('why', h.why, 'heldBy', h.held_by, 'liftedBy', h.lifted_by))
FROM hold h
WHERE h.creditor_id = $1 AND h.debtor_id = $4 AND h.held_at < $3 AND (h.lifted_at IS NULL OR h.lifted_at >= $2)
UNION ALL
SELECT 'promise', p.made_at, p.closed_at, NULL,
  jsonb_strip_nulls(jsonb_build_object('state', p.state, 'dueOn', p.due_on, 'amountMinor', p.amount_minor,
    'currency', p.currency))
FROM promise p
WHERE p.creditor_id = $1 AND p.debtor_id = $4 AND p.made_at < $3 AND (p.closed_at IS NULL OR p.closed_at >= $2)
UNION ALL
SELECT 'payment', p.paid_at, p.reversed_at, NULL,
  jsonb_build_object('amountMinor', p.amount_minor, 'currency', p.currency,
    'reference', CASE WHEN length(p.reference) > 8 THEN '…' || right(p.reference, 4) ELSE '…' END,
    'recordedAt', to_char(p.recorded_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'))
FROM payment p
WHERE p.creditor_id = $1 AND p.debtor_id = $4
  AND (p.paid_at >= $2 AND p.paid_at < $3 OR p.recorded_at >= $2 AND p.recorded_at < $3
    OR p.reversed_at >= $2 AND p.reversed_at < $3)
ORDER BY 1, 2, 4
