-- The third promise, asked of the ledger: contacts that left although we knew a reason to be silent. Known is what had
-- been recorded when it left:
--   a stop on that channel, said by the debtor or by anybody who shares the address it went to;
--   a payment on the debtor's same day;
--   a promise that was neither due, kept nor broken.
-- No parameters. Rows: one, contacts after a stop; 0 when the promise held. Locks: none. Reads only.
WITH attempt AS (
  SELECT f.contact_id, f.debtor_id, f.channel, f.occurred_at, p.address_hash,
    (f.occurred_at AT TIME ZONE d.time_zone)::date AS day, d.time_zone
  FROM contact_fact f
  JOIN debtor d ON d.debtor_id = f.debtor_id
  LEFT JOIN contact_point p ON p.contact_point_id = f.contact_point_id
  WHERE f.kind IN ('sent', 'uncertain')
), stop AS (
  SELECT f.debtor_id, f.channel, f.recorded_at, p.address_hash
  FROM contact_fact f
  LEFT JOIN contact_point p ON p.contact_point_id = f.contact_point_id
  WHERE f.kind = 'opted_out'
), told AS (
  SELECT a.contact_id FROM attempt a
  JOIN stop s ON s.channel = a.channel AND s.debtor_id = a.debtor_id AND s.recorded_at <= a.occurred_at
  WHERE s.address_hash IS NULL OR s.address_hash = a.address_hash
  UNION
  SELECT a.contact_id FROM attempt a
  JOIN stop s ON s.channel = a.channel AND s.address_hash = a.address_hash AND s.recorded_at <= a.occurred_at
  UNION
  SELECT a.contact_id FROM attempt a
  JOIN contact_fact paid ON paid.kind = 'paid' AND paid.debtor_id = a.debtor_id
    AND paid.recorded_at <= a.occurred_at
    AND (paid.recorded_at AT TIME ZONE a.time_zone)::date = a.day
  UNION
  SELECT a.contact_id FROM attempt a
  JOIN contact_fact made ON made.kind = 'promise_made' AND made.debtor_id = a.debtor_id
    AND made.recorded_at <= a.occurred_at AND made.due_on >= a.day
  WHERE NOT EXISTS (
    SELECT FROM contact_fact closed
    WHERE closed.debtor_id = a.debtor_id AND closed.kind IN ('promise_kept', 'promise_broken')
      AND closed.recorded_at BETWEEN made.recorded_at AND a.occurred_at)
)
SELECT count(*)::bigint AS contacts FROM told
