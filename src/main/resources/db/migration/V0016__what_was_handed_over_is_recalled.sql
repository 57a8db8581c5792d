-- A contact that was handed to a dialler or a courier, and that something ended before it reached anybody: it is to be
-- called back. Written in the transaction of what ended it, carried out from the next minute on.
CREATE TABLE recall_order (
  contact_id  uuid PRIMARY KEY,
  creditor_id integer NOT NULL REFERENCES creditor,
  debtor_id   bigint NOT NULL,
  provider    text NOT NULL,
  reason      text NOT NULL,              -- what ended the contact
  state       text NOT NULL DEFAULT 'pending',
  code        text,                       -- the provider's, short and free of personal data
  tries       smallint NOT NULL DEFAULT 0,
  ordered_at  timestamptz NOT NULL,
  due_at      timestamptz NOT NULL,       -- when it is tried next
  ended_at    timestamptz,
  -- recalled: it reaches nobody; too_late: it did, or is about to; unsupported: the provider cannot; given_up: it could
  -- not be told in all tries; unneeded: it had never left, or failed by itself.
  CONSTRAINT a_recall_state_is_known CHECK (state IN
    ('pending', 'recalled', 'too_late', 'unsupported', 'given_up', 'unneeded')),
  CONSTRAINT an_ended_recall_says_when CHECK ((state = 'pending') = (ended_at IS NULL))
);
CREATE INDEX recall_order_due ON recall_order (due_at) WHERE state = 'pending';
CREATE INDEX recall_order_ended ON recall_order (ended_at) WHERE state <> 'pending';

GRANT SELECT, INSERT ON recall_order TO batuta_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON recall_order TO batuta_engine;
GRANT SELECT ON recall_order TO batuta_reader;
ALTER TABLE recall_order ENABLE ROW LEVEL SECURITY;
CREATE POLICY one_creditor_at_a_time ON recall_order TO batuta_app
  USING (creditor_id = NULLIF(current_setting('batuta.creditor', true), '')::integer);
CREATE POLICY the_engine_serves_all ON recall_order TO batuta_engine USING (true);
CREATE POLICY a_reader_reads ON recall_order FOR SELECT TO batuta_reader USING (true);
