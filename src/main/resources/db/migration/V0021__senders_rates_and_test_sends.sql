-- From whom a creditor's messages come, how fast and how many; and test sends to its own people. Why so: docs/operating.md.

-- A creditor's identities on a channel. Where there are none, the route's sender is used, without a ceiling.
CREATE TABLE sender (
  sender_id   bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  creditor_id integer NOT NULL REFERENCES creditor,
  channel     text NOT NULL,
  address     text NOT NULL,               -- what the debtor sees it comes from: an address, a number, a registered name
  state       text NOT NULL,
  verified_at timestamptz,                 -- when an administrator vouched that the provider lets us use it
  warm_from   date,                        -- its first day, in the creditor's zone; null: warm, without a ceiling
  set_by      text NOT NULL,
  set_at      timestamptz NOT NULL,
  CONSTRAINT a_sender_is_named_once UNIQUE (creditor_id, channel, address),
  CONSTRAINT a_sender_state_is_known CHECK (state IN ('new', 'usable', 'resting')),
  CONSTRAINT what_is_used_is_verified CHECK (state = 'new' OR verified_at IS NOT NULL)
);

-- How many a new sender may send on its nth day, from 0; from the last step on as many as that, until warm_from is taken away.
CREATE TABLE warm_up (
  from_day integer PRIMARY KEY,
  per_day  integer NOT NULL,
  CONSTRAINT a_ceiling_lets_some_through CHECK (per_day > 0)
);
INSERT INTO warm_up VALUES (0, 200), (1, 500), (2, 1000), (3, 2000), (4, 4000), (5, 8000), (7, 16000), (10, 32000),
  (14, 64000), (21, 128000), (28, 256000), (42, 1000000);

-- What each sender was given to send on a day; one that was stopped at the last moment is counted too.
CREATE TABLE sender_day (
  sender_id   bigint NOT NULL REFERENCES sender,
  creditor_id integer NOT NULL,
  day         date NOT NULL,
  given       integer NOT NULL,
  PRIMARY KEY (sender_id, day)
) WITH (fillfactor = 50);

-- A creditor's own pace at a provider, beside the provider's.
CREATE TABLE creditor_rate (
  creditor_id integer NOT NULL REFERENCES creditor,
  provider    text NOT NULL,
  per_second  numeric NOT NULL,
  burst       integer NOT NULL,
  tokens      numeric NOT NULL,
  refilled_at timestamptz NOT NULL,
  set_by      text NOT NULL,
  PRIMARY KEY (creditor_id, provider),
  CONSTRAINT a_creditors_rate_is_positive CHECK (per_second > 0 AND burst > 0),
  CONSTRAINT a_creditors_tokens_stay_within_the_burst CHECK (tokens BETWEEN 0 AND burst)
);

-- Where a creditor's people may send themselves a test. Theirs, never a debtor's.
CREATE TABLE test_address (
  creditor_id integer NOT NULL REFERENCES creditor,
  kind        text NOT NULL,
  address     text NOT NULL,               -- in its normal form
  verified_at timestamptz NOT NULL,        -- when an administrator vouched for it
  set_by      text NOT NULL,
  PRIMARY KEY (creditor_id, kind, address),
  CONSTRAINT a_test_goes_to_a_point CHECK (kind IN ('phone', 'whatsapp', 'email'))
);

-- Every test that was sent: in no debtor's ledger, history or budget.
CREATE TABLE test_send (
  test_id     uuid PRIMARY KEY,            -- as the provider knows it
  creditor_id integer NOT NULL REFERENCES creditor,
  campaign    text NOT NULL,
  channel     text NOT NULL,
  provider    text NOT NULL,
  template    text NOT NULL,
  version     integer NOT NULL,
  cost_micros bigint NOT NULL,
  outcome     text NOT NULL DEFAULT 'sending',
  code        text,
  sent_by     text NOT NULL,
  sent_at     timestamptz NOT NULL,
  CONSTRAINT a_tests_outcome_is_known CHECK (outcome IN ('sending', 'sent', 'deferred', 'failed', 'uncertain'))
);
CREATE INDEX test_send_by_time ON test_send (creditor_id, sent_at);

ALTER TABLE warm_up ENABLE ROW LEVEL SECURITY;
CREATE POLICY it_is_the_same_for_all ON warm_up FOR SELECT TO batuta_app, batuta_engine, batuta_reader USING (true);

GRANT SELECT, INSERT, UPDATE, DELETE ON sender, creditor_rate, test_address TO batuta_app;
GRANT SELECT ON warm_up, sender_day TO batuta_app;
GRANT SELECT, INSERT, UPDATE ON sender_day, test_send TO batuta_engine;
GRANT SELECT, INSERT, UPDATE, DELETE ON sender, creditor_rate, test_address TO batuta_engine;
GRANT SELECT ON warm_up TO batuta_engine;
GRANT SELECT ON test_send TO batuta_app;
GRANT SELECT ON sender, warm_up, sender_day, creditor_rate, test_send TO batuta_reader;
-- Survives: new tables, of which the running version knows nothing.
DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['sender', 'sender_day', 'creditor_rate', 'test_address', 'test_send'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format($p$CREATE POLICY one_creditor_at_a_time ON %I TO batuta_app
      USING (creditor_id = NULLIF(current_setting('batuta.creditor', true), '')::integer)$p$, t);
    EXECUTE format('CREATE POLICY the_engine_serves_all ON %I TO batuta_engine USING (true)', t);
    EXECUTE format('CREATE POLICY a_reader_reads ON %I FOR SELECT TO batuta_reader USING (true)', t);
  END LOOP;
END $$;
