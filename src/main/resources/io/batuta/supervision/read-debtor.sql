-- One debtor with who it is, how it can be reached, what it owes, and the running summary.
-- $1 creditor int4, $2 number text.
-- Rows: one, or none. Locks: none. Twice is harmless: it only reads.
SELECT d.debtor_id, d.number, d.status, d.language, d.region, d.city, d.time_zone, d.age, d.sex, d.balance_minor,
  d.due_date, p.encrypted_name, k.wrapped AS person_key, h.last_attempt_at, h.last_attempt_channel, h.last_two_way_at, h.last_paid_at,
  CASE WHEN h.promise_closed_at IS NULL OR h.promise_closed_at < h.promise_made_at THEN h.promise_due_on END
    AS promise_due_on,
  COALESCE(h.opted_out, '{}') AS opted_out,
  (SELECT COALESCE(jsonb_agg(jsonb_build_object('id', c.contact_point_id, 'kind', c.kind, 'address', encode(c.encrypted_address, 'hex'),
      'rank', c.rank, 'status', c.status) ORDER BY c.kind, c.rank, c.contact_point_id), '[]')
    FROM contact_point c WHERE c.debtor_id = d.debtor_id) AS points,
  (SELECT COALESCE(jsonb_agg(jsonb_build_object('number', a.number, 'product', a.product, 'status', a.status,
      'currency', a.currency, 'balanceMinor', a.balance_minor, 'dueDate', a.due_date) ORDER BY a.number), '[]')
    FROM account a WHERE a.debtor_id = d.debtor_id) AS accounts
FROM debtor d
LEFT JOIN person p ON p.debtor_id = d.debtor_id
LEFT JOIN person_key k ON k.creditor_id = d.creditor_id AND k.number = d.number
LEFT JOIN contact_history h ON h.debtor_id = d.debtor_id
WHERE d.creditor_id = $1 AND d.number = $2
