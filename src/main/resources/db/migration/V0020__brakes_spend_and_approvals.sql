-- What keeps an error from going out a million times: a brake on complaints and failures, a limit to what a channel may
-- cost, a second person over a size. Why so: docs/operating.md.

-- When the machine stops a channel of a creditor by itself. In millionths of what was sent; null: not judged. Of all that
-- speak of a creditor's channel at a provider the strictest holds: nobody loosens by adding one.
CREATE TABLE brake (
  creditor_id     integer REFERENCES creditor,  -- null: of every creditor
  channel         text NOT NULL,
  provider        text,                         -- null: whoever carries it
  complained_ppm  integer,
  undelivered_ppm integer,
  failing_ppm     integer,                      -- of calls: refused by the provider, or their answer lost
  sample          integer NOT NULL,             -- fewer are judged as if it were as many
  window_minutes  integer NOT NULL,
  set_by          text NOT NULL,
  set_at          timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT a_brake_is_set_once UNIQUE NULLS NOT DISTINCT (creditor_id, channel, provider),
  CONSTRAINT a_brake_is_a_share CHECK (complained_ppm BETWEEN 1 AND 1000000 AND undelivered_ppm BETWEEN 1 AND 1000000
    AND failing_ppm BETWEEN 1 AND 1000000),
  CONSTRAINT a_brake_has_a_sample CHECK (sample BETWEEN 1 AND 1000000),
  CONSTRAINT a_brake_looks_back_a_week CHECK (window_minutes BETWEEN 5 AND 10080)
);
-- Amazon SES puts an account under review at 0.1 % complaints or 5 % bounces. The rest is careful, from no source; a call
-- that nobody takes is no failure.
INSERT INTO brake (channel, provider, complained_ppm, undelivered_ppm, failing_ppm, sample, window_minutes, set_by) VALUES
  ('EMAIL',    'ses', 1000, 50000,  200000, 1000, 1440, 'batuta'),
  ('EMAIL',    NULL,  5000, 100000, 200000, 1000, 1440, 'batuta'),
  ('SMS',      NULL,  5000, 300000, 200000, 500,  240,  'batuta'),
  ('WHATSAPP', NULL,  5000, 200000, 200000, 500,  240,  'batuta'),
  ('VOICE',    NULL,  NULL, NULL,   200000, 200,  240,  'batuta'),
  ('CALL',     NULL,  NULL, NULL,   200000, 200,  240,  'batuta'),
  ('LETTER',   NULL,  NULL, NULL,   200000, 200,  1440, 'batuta'),
  ('VISIT',    NULL,  NULL, NULL,   200000, 200,  1440, 'batuta');

-- What providers answered, a row per batch, creditor and channel: what a brake divides by. Kept for eight days.
CREATE TABLE sending_count (
  creditor_id integer NOT NULL,
  channel     text NOT NULL,
  provider    text NOT NULL,
  counted_at  timestamptz NOT NULL,
  sent        integer NOT NULL,
  refused     integer NOT NULL,
  uncertain   integer NOT NULL
);
CREATE INDEX sending_count_by_time ON sending_count (counted_at, creditor_id, channel, provider);

-- What was complained of and what failed, found without reading what went well.
-- Survives: no version was released before this, so that no ledger is large yet.
CREATE INDEX contact_fact_bad ON contact_fact (creditor_id, channel, recorded_at)
  WHERE kind IN ('complained', 'failed');

-- Who ordered a standstill may be the machine: then by which figures.
ALTER TABLE standstill ADD COLUMN figures jsonb;

-- What each channel of a creditor has cost on each of its days: taken with the permit, given back where nothing left.
CREATE TABLE spend (
  creditor_id integer NOT NULL,
  channel     text NOT NULL,
  day         date NOT NULL,                    -- in the creditor's zone
  micros      bigint NOT NULL,                  -- millionths of the creditor's currency unit
  PRIMARY KEY (creditor_id, channel, day)
) WITH (fillfactor = 50);

CREATE TABLE spend_limit (
  creditor_id integer NOT NULL REFERENCES creditor,
  channel     text NOT NULL,
  day_minor   bigint,                           -- null: no bound
  month_minor bigint,
  set_by      text NOT NULL,
  set_at      timestamptz NOT NULL,
  PRIMARY KEY (creditor_id, channel),
  CONSTRAINT a_limit_is_not_negative CHECK (day_minor >= 0 AND month_minor >= 0),
  CONSTRAINT a_limit_limits CHECK (day_minor IS NOT NULL OR month_minor IS NOT NULL)
);

-- A channel whose money is spent, or whose senders are, for a while: what is due on it waits, unread.
CREATE TABLE channel_rest (
  creditor_id integer NOT NULL,
  channel     text NOT NULL,
  reason      text NOT NULL,
  until       timestamptz NOT NULL,
  PRIMARY KEY (creditor_id, channel)
) WITH (fillfactor = 50);

-- Over which size a creditor wants a second person.
CREATE TABLE approval_rule (
  creditor_id integer PRIMARY KEY REFERENCES creditor,
  members     bigint,                           -- more than so many in a campaign's night; null: no bound
  cost_minor  bigint,                           -- costing more than this
  set_by      text NOT NULL,
  set_at      timestamptz NOT NULL,
  CONSTRAINT a_size_is_not_negative CHECK (members >= 0 AND cost_minor >= 0),
  CONSTRAINT a_rule_of_approval_bounds CHECK (members IS NOT NULL OR cost_minor IS NOT NULL)
);

-- The night of a campaign that may need a second person. While it is planned or waits, nothing of the campaign is claimed.
CREATE TABLE campaign_approval (
  creditor_id integer NOT NULL REFERENCES creditor,
  night       date NOT NULL,
  campaign_id bigint NOT NULL,
  state       text NOT NULL,
  members     bigint NOT NULL,
  contacts    bigint NOT NULL DEFAULT 0,
  cost_micros bigint NOT NULL DEFAULT 0,
  asked_at    timestamptz NOT NULL,
  expires_at  timestamptz,                      -- when the last of its windows closes
  decided_by  text,
  decided_at  timestamptz,
  PRIMARY KEY (creditor_id, night, campaign_id),
  CONSTRAINT an_approval_state_is_known CHECK (state IN ('planning', 'small', 'waiting', 'approved', 'expired')),
  CONSTRAINT an_approved_night_says_by_whom CHECK ((state = 'approved') = (decided_by IS NOT NULL))
);
CREATE INDEX campaign_approval_open ON campaign_approval (campaign_id) WHERE state IN ('planning', 'waiting');

-- Who asked for a night by hand: not who approves it.
CREATE TABLE night_order (
  creditor_id integer NOT NULL REFERENCES creditor,
  night       date NOT NULL,
  ordered_by  text NOT NULL,
  ordered_at  timestamptz NOT NULL,
  PRIMARY KEY (creditor_id, night, ordered_by)
);
ALTER TABLE campaign ADD COLUMN changed_by text;  -- the last who wrote it

GRANT SELECT, INSERT, UPDATE, DELETE ON brake, spend_limit, approval_rule TO batuta_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON brake, spend_limit, approval_rule TO batuta_engine;
GRANT SELECT ON night_order TO batuta_engine;
GRANT SELECT ON spend TO batuta_app;
GRANT SELECT, DELETE ON channel_rest TO batuta_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON channel_rest TO batuta_engine;
GRANT SELECT, INSERT, UPDATE, DELETE ON spend, sending_count TO batuta_engine;
GRANT SELECT, INSERT, UPDATE ON campaign_approval TO batuta_app, batuta_engine;
GRANT SELECT, INSERT ON night_order TO batuta_app;
GRANT SELECT ON brake, sending_count, spend, channel_rest, spend_limit, approval_rule, campaign_approval, night_order TO batuta_reader;
-- Survives: new tables, of which the running version knows nothing.
DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['brake', 'sending_count', 'spend', 'channel_rest', 'spend_limit', 'approval_rule', 'campaign_approval',
    'night_order'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format($p$CREATE POLICY one_creditor_at_a_time ON %I TO batuta_app
      USING (creditor_id = NULLIF(current_setting('batuta.creditor', true), '')::integer)$p$, t);
    EXECUTE format('CREATE POLICY the_engine_serves_all ON %I TO batuta_engine USING (true)', t);
    EXECUTE format('CREATE POLICY a_reader_reads ON %I FOR SELECT TO batuta_reader USING (true)', t);
  END LOOP;
END $$;
-- That of every creditor is seen by each.
CREATE POLICY that_of_all_is_seen ON brake FOR SELECT TO batuta_app USING (creditor_id IS NULL);
