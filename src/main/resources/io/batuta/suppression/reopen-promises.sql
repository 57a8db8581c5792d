-- Opens again the promises of some debtors that were kept by payments which were taken back; one whose day, and the days
-- of grace that the house grants, have gone by is broken instead. Of several the one last made is open, as ever, and one
-- that stands open already stays so. The ledger is told of both, and that a broken one had been closed before.
-- $1 creditor int4, $2 debtors int8[], $3 now timestamptz.
-- Rows: none. Locks: these promises. Twice is harmless: what is open is kept no more.
WITH grace AS (
  SELECT (($3::timestamptz AT TIME ZONE c.time_zone)::date) - COALESCE((
    SELECT (h.definition ->> 'promiseToleranceDays')::int4 FROM house_rules h WHERE h.creditor_id = $1), 2) AS last_day,
    c.time_zone
  FROM creditor c
  WHERE c.creditor_id = $1
), unpaid AS (
  SELECT p.promise_id, p.debtor_id, p.due_on < g.last_day AS over,
    row_number() OVER (PARTITION BY p.debtor_id ORDER BY p.due_on < g.last_day, p.made_at DESC, p.promise_id) AS place
  FROM promise p
  CROSS JOIN grace g
  WHERE p.creditor_id = $1 AND p.debtor_id = ANY ($2::int8[]) AND p.state = 'kept'
    AND COALESCE((
      SELECT sum(y.amount_minor) FROM payment y
      WHERE y.debtor_id = p.debtor_id
        AND y.currency = COALESCE(p.currency, y.currency)
        AND y.recorded_at >= p.made_at AND y.reversed_at IS NULL
        AND (y.paid_at AT TIME ZONE g.time_zone)::date >= (p.made_at AT TIME ZONE g.time_zone)::date
    ), 0) < COALESCE(p.amount_minor, 1)
), stands AS (
  UPDATE promise p SET
    state = s.state,
    closed_at = CASE WHEN s.state = 'open' THEN NULL ELSE $3::timestamptz END
  FROM unpaid u
  CROSS JOIN LATERAL (
    SELECT CASE
      WHEN u.over THEN 'broken'
      WHEN u.place > 1 OR EXISTS (SELECT FROM promise o WHERE o.debtor_id = u.debtor_id AND o.state = 'open')
      THEN 'replaced'
      ELSE 'open' END AS state) s
  WHERE p.promise_id = u.promise_id
  RETURNING p.promise_id, p.debtor_id, p.contact_id, p.amount_minor, p.currency, p.due_on, p.state
)
INSERT INTO contact_fact (creditor_id, debtor_id, contact_id, kind, amount_minor, currency, due_on, detail, occurred_at,
  recorded_at)
SELECT $1, debtor_id, contact_id, CASE state WHEN 'open' THEN 'promise_reopened' ELSE 'promise_broken' END,
  CASE WHEN currency IS NOT NULL THEN amount_minor END, CASE WHEN amount_minor IS NOT NULL THEN currency END, due_on,
  jsonb_build_object('promise', promise_id, 'reversed', true), $3, $3
FROM stands
WHERE state <> 'replaced'
