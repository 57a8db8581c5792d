-- Makes up the summary of every second debtor, who was contacted two weeks ago.
-- $1 debtors int4, $2 seed int8, $3 business date date.
-- Rows affected: one per such debtor. Locks: none. Twice is not harmless: the table must be empty.
WITH given AS (SELECT $1::int4 AS debtors, $2::int8 AS seed, $3::date AS day)
INSERT INTO contact_history (debtor_id, creditor_id, last_attempt_at, last_attempt_channel, best_contact_point,
  best_point_at)
SELECT p.debtor_id, p.creditor_id, g.day - interval '14 days', 'SMS', p.contact_point_id, g.day - interval '14 days'
FROM given g
JOIN contact_point p ON p.debtor_id <= g.debtors AND p.kind = 'phone'
WHERE abs(hashint8extended(p.debtor_id, g.seed + 10) % 2) = 0
