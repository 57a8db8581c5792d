-- Payments that a bank takes back, payments too small to silence by the creditor's own rule, and files that do not know of
-- a payment yet.

-- Survives: a nullable column, and one with a default; the release before names its columns.
ALTER TABLE payment
  ADD COLUMN reversed_at timestamptz,     -- when we recorded that it was taken back
  ADD COLUMN is_quiet boolean NOT NULL DEFAULT false; -- it did not silence, by the creditor's own rule

-- What an account was before payments settled it, and what it is again when they are taken back. Null: it is not settled,
-- or its creditor said so. Whoever writes a status writes this too.
-- Survives: a nullable column without a default; the release before names its columns.
ALTER TABLE account ADD COLUMN ended_from text;
-- Survives: the same, of a table that is empty between two imports.
ALTER TABLE import_row ADD COLUMN ended_from text;

-- Survives: no version was released with payments in such numbers that an index takes longer than a breath.
CREATE INDEX payment_by_account ON payment (account_id, recorded_at);
-- Survives: no version was released with payments in such numbers that an index takes longer than a breath.
CREATE INDEX payment_by_recording ON payment (creditor_id, recorded_at);
-- Survives: no version was released with payments in such numbers that an index takes longer than a breath.
CREATE INDEX payment_by_debtor ON payment (debtor_id, recorded_at);
-- Survives: no version was released with promises in such numbers that an index takes longer than a breath.
CREATE INDEX promise_kept ON promise (debtor_id) WHERE state = 'kept';
-- Survives: it is empty, whatever the number of payments.
CREATE INDEX payment_reversed ON payment (creditor_id, reversed_at) WHERE reversed_at IS NOT NULL;

-- By the payment's reference. One that came before its payment waits for it, with what it said of it.
CREATE TABLE payment_reversal (
  creditor_id integer NOT NULL REFERENCES creditor,
  reference   text NOT NULL,
  reversed_at timestamptz NOT NULL,       -- by the bank's clock
  recorded_at timestamptz NOT NULL,
  applied_at  timestamptz,                -- null: its payment has not come, or is another than was said
  account      text,                      -- as it was said; null: it was not, here and below
  amount_minor bigint,
  currency     text,
  CONSTRAINT a_payment_is_reversed_once PRIMARY KEY (creditor_id, reference)
);
GRANT SELECT, INSERT, UPDATE ON payment_reversal TO batuta_app, batuta_engine;
GRANT SELECT ON payment_reversal TO batuta_reader;
ALTER TABLE payment_reversal ENABLE ROW LEVEL SECURITY;
CREATE POLICY one_creditor_at_a_time ON payment_reversal TO batuta_app
  USING (creditor_id = NULLIF(current_setting('batuta.creditor', true), '')::integer);
CREATE POLICY the_engine_serves_all ON payment_reversal TO batuta_engine USING (true);
CREATE POLICY a_reader_reads ON payment_reversal FOR SELECT TO batuta_reader USING (true);

-- Two kinds of fact more, added to those that there are by now.
DO $$
DECLARE kinds text;
BEGIN
  SELECT string_agg(quote_literal(k), ', ') INTO kinds
  FROM (
    SELECT m[1] AS k
    FROM pg_constraint c
    CROSS JOIN LATERAL regexp_matches(pg_get_constraintdef(c.oid), '''([a-z_]+)''', 'g') AS m
    WHERE c.conrelid = 'contact_fact'::regclass AND c.conname = 'a_fact_kind_is_known'
    UNION
    SELECT unnest(ARRAY['payment_reversed', 'promise_reopened'])) AS known;
  EXECUTE 'ALTER TABLE contact_fact DROP CONSTRAINT a_fact_kind_is_known';
  EXECUTE format('ALTER TABLE contact_fact ADD CONSTRAINT a_fact_kind_is_known CHECK (kind IN (%s)) NOT VALID', kinds);
END $$;

-- A payment that does not silence, by the creditor's own rule, neither opens the silence of its day nor voids what was
-- planned before it. One that is taken back opens none any more: the last payment is the last that stands. A promise that
-- had been kept by it stands open again, with its day; one that is broken instead was closed already, and closes no newer
-- one. The fold stays as it is but for that: in its text, so that whatever it has become by now is kept.
DO $$
DECLARE
  fold text := pg_get_functiondef('fold_facts()'::regprocedure);
  by_day constant text := 'max(occurred_at) FILTER (WHERE kind = ''paid'')';
  by_stop constant text := 'max(recorded_at) FILTER (WHERE kind IN';
  by_close constant text := 'max(occurred_at) FILTER (WHERE kind IN (''promise_kept'', ''promise_broken''))';
  by_end constant text := 'stopped_at = GREATEST(h.stopped_at, EXCLUDED.stopped_at);';
BEGIN
  IF position(by_day IN fold) = 0 OR position(by_stop IN fold) = 0 OR position(by_close IN fold) = 0
    OR position(by_end IN fold) = 0 THEN
    RAISE EXCEPTION 'the fold is not the one that this migration knows';
  END IF;
  fold := replace(fold, by_day, 'max(occurred_at) FILTER (WHERE kind = ''paid'' AND NOT detail ? ''quiet'')');
  fold := replace(fold, by_stop, 'max(recorded_at) FILTER (WHERE NOT (kind = ''paid'' AND detail ? ''quiet'') AND kind IN');
  fold := replace(fold, by_close,
    'max(occurred_at) FILTER (WHERE kind IN (''promise_kept'', ''promise_broken'') AND NOT detail ? ''reversed'')');
  fold := replace(fold, by_end, by_end || $more$

  UPDATE contact_history h SET
    last_paid_at = (
      SELECT max(y.paid_at) FROM payment y
      WHERE y.debtor_id = h.debtor_id AND y.reversed_at IS NULL AND NOT y.is_quiet)
  WHERE h.debtor_id IN (SELECT debtor_id FROM new_fact WHERE kind = 'payment_reversed');
  UPDATE contact_history h SET
    promise_closed_at = NULL,
    promise_due_on = f.due_on
  FROM new_fact f
  WHERE f.kind = 'promise_reopened' AND h.debtor_id = f.debtor_id;
$more$);
  EXECUTE fold;
END $$;
