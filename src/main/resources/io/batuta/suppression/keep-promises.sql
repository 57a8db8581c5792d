-- Closes as kept the open promises of some debtors whose payments since reach what was promised; any payment does where no
-- amount was said. A payment counts from the day of the promise on, unless it was known before the promise was made.
-- $1 creditor int4, $2 debtors int8[], $3 now timestamptz.
-- Rows: none. Locks: these promises.
-- Twice is harmless: what is kept is open no more.
WITH kept AS (
  UPDATE promise p SET state = 'kept', closed_at = $3::timestamptz
  FROM creditor c
  WHERE c.creditor_id = $1 AND p.creditor_id = $1 AND p.debtor_id = ANY ($2::int8[]) AND p.state = 'open'
    AND (
      SELECT sum(y.amount_minor) FROM payment y
      WHERE y.debtor_id = p.debtor_id
        AND y.currency = COALESCE(p.currency, y.currency)
        AND y.recorded_at >= p.made_at AND y.reversed_at IS NULL
        AND (y.paid_at AT TIME ZONE c.time_zone)::date >= (p.made_at AT TIME ZONE c.time_zone)::date
    ) >= COALESCE(p.amount_minor, 1)
  RETURNING p.debtor_id, p.contact_id, p.amount_minor, p.currency, p.due_on
)
INSERT INTO contact_fact (creditor_id, debtor_id, contact_id, kind, amount_minor, currency, due_on, occurred_at,
  recorded_at)
SELECT $1, debtor_id, contact_id, 'promise_kept', amount_minor, CASE WHEN amount_minor IS NOT NULL THEN currency END,
  due_on, $3, $3
FROM kept
