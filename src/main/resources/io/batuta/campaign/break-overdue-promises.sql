-- Breaks the promises whose day, and the days of grace that the house grants, have gone by.
-- $1 creditor int4, $2 business date date, $3 now timestamptz.
-- Rows: one, broken: how many. Locks: those promises, and the summaries of their debtors.
-- Twice is harmless: a broken promise is open no more.
WITH grace AS (
  SELECT COALESCE((
    SELECT (h.definition ->> 'promiseToleranceDays')::int4
    FROM house_rules h
    WHERE h.creditor_id = $1), 2) AS days
), broken AS (
  UPDATE promise p SET state = 'broken', closed_at = $3
  FROM grace
  WHERE p.creditor_id = $1 AND p.state = 'open' AND p.due_on + grace.days < $2::date
  RETURNING p.promise_id, p.debtor_id, p.contact_id, p.amount_minor, p.currency, p.due_on
), fact AS (
  INSERT INTO contact_fact (creditor_id, debtor_id, contact_id, kind, amount_minor, currency, due_on, detail,
    occurred_at, recorded_at)
  SELECT $1, debtor_id, contact_id, 'promise_broken',
    CASE WHEN currency IS NOT NULL THEN amount_minor END, CASE WHEN amount_minor IS NOT NULL THEN currency END, due_on,
    jsonb_build_object('promise', promise_id), $3, $3
  FROM broken
)
SELECT count(*)::int4 AS broken FROM broken
