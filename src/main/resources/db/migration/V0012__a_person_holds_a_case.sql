-- A person takes a debtor's case: the machine is silent on every channel until the case is given back.
CREATE TABLE hold (
  hold_id     bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  creditor_id integer NOT NULL REFERENCES creditor,
  debtor_id   bigint NOT NULL REFERENCES debtor,
  why         text NOT NULL,
  held_by     text NOT NULL,             -- a key or a user, by its id; never a name
  held_at     timestamptz NOT NULL,
  lifted_by   text,
  lifted_at   timestamptz,
  CONSTRAINT a_hold_says_why CHECK (why IN ('case', 'complaint', 'legal', 'hardship', 'request')),
  CONSTRAINT a_lifted_hold_says_by_whom CHECK ((lifted_at IS NULL) = (lifted_by IS NULL))
);
-- By debtor alone, since it is read beside the debtor, and is small: only what is held now.
CREATE UNIQUE INDEX a_debtor_is_held_once ON hold (debtor_id) WHERE lifted_at IS NULL;

GRANT SELECT, INSERT, UPDATE ON hold TO batuta_app, batuta_engine;
GRANT SELECT ON hold TO batuta_reader;
ALTER TABLE hold ENABLE ROW LEVEL SECURITY;
CREATE POLICY one_creditor_at_a_time ON hold TO batuta_app
  USING (creditor_id = NULLIF(current_setting('batuta.creditor', true), '')::integer);
CREATE POLICY the_engine_serves_all ON hold TO batuta_engine USING (true);
CREATE POLICY a_reader_reads ON hold FOR SELECT TO batuta_reader USING (true);

-- Two kinds of fact more; the release before writes neither, and reads facts of a debtor by kinds it knows.
ALTER TABLE contact_fact DROP CONSTRAINT a_fact_kind_is_known;
-- Survives: every kind that the running version writes stays allowed.
ALTER TABLE contact_fact ADD CONSTRAINT a_fact_kind_is_known CHECK (kind IN ('planned', 'withheld', 'deferred', 'sent',
  'uncertain', 'not_sent', 'delivered', 'read', 'clicked', 'failed', 'complained', 'replied', 'promise_made',
  'promise_kept', 'promise_broken', 'payment_claimed', 'disputed', 'opted_out', 'paid', 'cancelled', 'expired', 'closed',
  'held', 'released'));
