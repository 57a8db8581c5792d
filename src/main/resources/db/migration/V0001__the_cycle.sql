-- The first schema: who owes, what was planned, what happened, and what ends contact.
--
-- Roles. Nobody works as the owner. Every transaction begins by taking one of these roles (see postgres/Sql):
--   batuta_app     sees one creditor at a time (row level security), and can only add to the ledger;
--   batuta_engine  claims, rescues and looks up webhooks over all creditors; the same bounds on the ledger;
--   batuta_reader  reads, for a person with psql.
DO $$
DECLARE r text;
BEGIN
  FOREACH r IN ARRAY ARRAY['batuta_app', 'batuta_engine', 'batuta_reader'] LOOP
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = r) THEN
      EXECUTE format('CREATE ROLE %I NOLOGIN', r);
    END IF;
    EXECUTE format('GRANT %I TO %I', r, current_user);
  END LOOP;
END $$;

-- ---------------------------------------------------------------- who owes what to whom

CREATE TABLE creditor (
  creditor_id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  code        text NOT NULL,
  name        text NOT NULL,
  country     text NOT NULL,
  region      text,
  currency    text NOT NULL,
  time_zone   text NOT NULL,
  supervisor  text,                       -- whose reading of the law holds, e.g. SFC; null: the strictest
  fictional   boolean NOT NULL DEFAULT false,
  CONSTRAINT a_creditor_code_is_taken_once UNIQUE (code),
  CONSTRAINT a_creditor_code_fits_in_a_path CHECK (code ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
  CONSTRAINT a_country_is_two_letters CHECK (country ~ '^[A-Z]{2}$'),
  CONSTRAINT a_currency_is_three_letters CHECK (currency ~ '^[A-Z]{3}$')
);

CREATE TABLE api_key (
  key_hash    bytea PRIMARY KEY,          -- SHA-256 of the key; the key itself is shown once and not kept
  creditor_id integer NOT NULL REFERENCES creditor,
  role        text NOT NULL,
  created_at  timestamptz NOT NULL,
  revoked_at  timestamptz,
  CONSTRAINT a_role_is_known CHECK (role IN
    ('administrator', 'strategist', 'supervisor', 'agent', 'compliance', 'integration'))
);

-- Which provider carries a creditor's channel, from which sender, and what one message part costs.
CREATE TABLE channel_route (
  creditor_id      integer NOT NULL REFERENCES creditor,
  channel          text NOT NULL,
  provider         text NOT NULL,
  sender           text NOT NULL,
  unit_cost_micros bigint NOT NULL,       -- millionths of the creditor's currency unit, per message part
  PRIMARY KEY (creditor_id, channel),
  CONSTRAINT a_cost_is_not_negative CHECK (unit_cost_micros >= 0)
);

CREATE TABLE debtor (
  debtor_id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  creditor_id         integer NOT NULL REFERENCES creditor,
  number              text NOT NULL,
  language            text NOT NULL,
  region              text,
  city                text,
  time_zone           text NOT NULL,
  age                 smallint,
  sex                 text,
  income_band         text,
  authorised_channels text[],             -- null: the creditor holds an authorisation for every channel
  status              text NOT NULL DEFAULT 'active',
  attributes          jsonb NOT NULL DEFAULT '{}',
  -- Kept with every import and payment, so that a cut reads one row per debtor:
  balance_minor       bigint NOT NULL DEFAULT 0,  -- sum of what active accounts owe, creditor's currency
  due_date            date,                       -- the oldest of active accounts that owe
  worst_account_id    bigint,                     -- the account with that date
  CONSTRAINT a_debtor_number_is_taken_once UNIQUE (creditor_id, number),
  CONSTRAINT a_sex_is_known CHECK (sex IN ('F', 'M', 'X')),
  CONSTRAINT a_debtor_status_is_known CHECK (status IN
    ('active', 'recalled', 'disputed', 'sued', 'insolvent', 'deceased', 'settled')),
  CONSTRAINT a_debtor_who_owes_has_a_due_date CHECK (balance_minor <= 0 OR due_date IS NOT NULL)
);
CREATE INDEX debtor_by_creditor ON debtor (creditor_id, debtor_id);

-- Who the debtor is. Apart from debtor, so that what rules read holds no name.
CREATE TABLE person (
  debtor_id   bigint PRIMARY KEY REFERENCES debtor,
  creditor_id integer NOT NULL REFERENCES creditor,
  name        text NOT NULL,
  document    text,
  birth_date  date
);

CREATE TABLE account (
  account_id      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  creditor_id     integer NOT NULL REFERENCES creditor,
  debtor_id       bigint NOT NULL REFERENCES debtor,
  number          text NOT NULL,
  product         text,
  currency        text NOT NULL,
  principal_minor bigint,
  balance_minor   bigint NOT NULL,
  due_date        date NOT NULL,          -- days past due = business date - due_date
  status          text NOT NULL DEFAULT 'active',
  guarantor_of    text,                   -- the account number that this person guarantees
  CONSTRAINT an_account_number_is_taken_once UNIQUE (creditor_id, number),
  CONSTRAINT an_account_status_is_known CHECK (status IN
    ('active', 'recalled', 'disputed', 'sued', 'insolvent', 'deceased', 'settled'))
);
-- With the creditor, that of row level security, so that this index is taken even before the first ANALYZE: the
-- unique one above begins with the creditor, and looking up one debtor by it reads the whole portfolio.
CREATE INDEX account_by_debtor ON account (debtor_id, creditor_id);

CREATE TABLE contact_point (
  contact_point_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  creditor_id      integer NOT NULL REFERENCES creditor,
  debtor_id        bigint NOT NULL REFERENCES debtor,
  kind             text NOT NULL,
  address          text NOT NULL,         -- E.164 for phone and whatsapp, lower case for email
  address_hash     bytea NOT NULL,        -- keyed hash: exact search without reading the address
  rank             smallint NOT NULL,     -- 1 is tried first
  status           text NOT NULL DEFAULT 'usable',
  CONSTRAINT an_address_stands_once_per_debtor UNIQUE (debtor_id, kind, address_hash),
  CONSTRAINT a_point_kind_is_known CHECK (kind IN ('phone', 'whatsapp', 'email', 'address')),
  -- withdrawn: the creditor's file no longer has it; usable again when it comes back
  CONSTRAINT a_point_status_is_known CHECK (status IN ('usable', 'dead', 'wrong_person', 'withdrawn'))
);
CREATE INDEX contact_point_by_hash ON contact_point (address_hash);

CREATE TABLE portfolio_import (
  import_id    uuid PRIMARY KEY,
  creditor_id  integer NOT NULL REFERENCES creditor,
  mode         text NOT NULL,
  state        text NOT NULL,
  started_at   timestamptz NOT NULL,
  finished_at  timestamptz,
  rows         bigint NOT NULL DEFAULT 0,
  inserted     bigint NOT NULL DEFAULT 0,
  updated      bigint NOT NULL DEFAULT 0,
  unchanged    bigint NOT NULL DEFAULT 0,
  rejected     bigint NOT NULL DEFAULT 0,
  values_refused bigint NOT NULL DEFAULT 0,
  closed       bigint NOT NULL DEFAULT 0, -- accounts recalled by a snapshot
  failure      text,
  CONSTRAINT an_import_mode_is_known CHECK (mode IN ('delta', 'snapshot')),
  CONSTRAINT an_import_state_is_known CHECK (state IN ('reading', 'loaded', 'failed'))
);

CREATE TABLE import_rejection (
  import_id   uuid NOT NULL REFERENCES portfolio_import,
  creditor_id integer NOT NULL REFERENCES creditor,
  line        bigint NOT NULL,
  account_number text,                    -- where it could be read: a snapshot does not recall it
  "column"    text,
  refused     text NOT NULL,              -- 'row': not loaded; 'value': loaded without this value
  reason      text NOT NULL,
  CONSTRAINT a_refusal_is_of_a_row_or_a_value CHECK (refused IN ('row', 'value'))
);
CREATE INDEX import_rejection_by_import ON import_rejection (import_id, line);

-- Rows between the file and the portfolio. Unlogged: a crash empties it, and the file is read again.
CREATE UNLOGGED TABLE import_row (
  import_id           uuid NOT NULL,
  creditor_id         integer NOT NULL,
  line                bigint NOT NULL,
  account_number      text NOT NULL,
  debtor_number       text NOT NULL,
  name                text NOT NULL,
  document            text,
  birth_date          date,
  age                 smallint,
  sex                 text,
  language            text,
  region              text,
  city                text,
  time_zone           text,
  income_band         text,
  product             text,
  currency            text NOT NULL,
  principal_minor     bigint,
  balance_minor       bigint NOT NULL,
  due_date            date NOT NULL,
  authorised_channels text[],
  status              text NOT NULL,
  guarantor_of        text,
  attributes          jsonb NOT NULL,
  point_kinds         text[] NOT NULL,
  point_addresses     text[] NOT NULL,
  point_hashes        text[] NOT NULL,    -- hex
  -- Said by resolve-rows.sql, before anything is written:
  leads               boolean,            -- the first row of its debtor: says who the debtor is
  debtor_changed      boolean,
  was_debtor_id       bigint,             -- who had the account before
  outcome             text,               -- inserted, updated, unchanged
  CONSTRAINT an_account_stands_once_in_a_file PRIMARY KEY (import_id, account_number)
);
CREATE INDEX import_row_by_debtor ON import_row (import_id, debtor_number, line);

-- ---------------------------------------------------------------- what people edit one row at a time

CREATE TABLE segment (
  segment_id  bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  creditor_id integer NOT NULL REFERENCES creditor,
  name        text NOT NULL,
  rule        text NOT NULL,
  description text NOT NULL DEFAULT '',
  CONSTRAINT a_segment_name_is_taken_once UNIQUE (creditor_id, name)
);

CREATE TABLE message_template (
  template_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  creditor_id integer NOT NULL REFERENCES creditor,
  name        text NOT NULL,
  version     integer NOT NULL,
  channel     text NOT NULL,
  language    text NOT NULL,
  subject     text,
  body        text NOT NULL,
  CONSTRAINT a_template_version_is_written_once UNIQUE (creditor_id, name, version)
);

CREATE TABLE strategy (
  strategy_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  creditor_id integer NOT NULL REFERENCES creditor,
  name        text NOT NULL,
  definition  jsonb NOT NULL,
  CONSTRAINT a_strategy_name_is_taken_once UNIQUE (creditor_id, name)
);

CREATE TABLE campaign (
  campaign_id  bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  creditor_id  integer NOT NULL REFERENCES creditor,
  name         text NOT NULL,
  segment      text NOT NULL,             -- by name, as strategy and templates: people swap them
  strategy     text NOT NULL,
  templates    jsonb NOT NULL,            -- {channel: {language: template name}}
  priority     integer NOT NULL,          -- the greater goes first; a debtor in two is in the greater
  starts_on    date,
  ends_on      date,
  budget_minor bigint,                    -- a night's spend at most, creditor's currency; null: no bound
  holdout_percent smallint NOT NULL DEFAULT 0,
  paused       boolean NOT NULL DEFAULT false,
  CONSTRAINT a_campaign_name_is_taken_once UNIQUE (creditor_id, name),
  CONSTRAINT a_campaign_ends_after_it_starts CHECK (ends_on IS NULL OR starts_on IS NULL OR ends_on >= starts_on),
  CONSTRAINT a_budget_is_not_negative CHECK (budget_minor >= 0),
  CONSTRAINT a_holdout_is_a_percentage CHECK (holdout_percent BETWEEN 0 AND 100)
);

-- A creditor's own bounds, on top of the law: it can tighten, never loosen.
CREATE TABLE house_rules (
  creditor_id integer PRIMARY KEY REFERENCES creditor,
  definition  jsonb NOT NULL
);

-- ---------------------------------------------------------------- the night

CREATE TABLE night (
  creditor_id integer NOT NULL REFERENCES creditor,
  night       date NOT NULL,
  state       text NOT NULL,
  shards      integer NOT NULL,
  members     bigint NOT NULL DEFAULT 0,
  started_at  timestamptz NOT NULL,
  finished_at timestamptz,
  PRIMARY KEY (creditor_id, night),
  CONSTRAINT a_night_state_is_known CHECK (state IN ('cutting', 'planning', 'planned')),
  CONSTRAINT a_night_has_shards CHECK (shards BETWEEN 1 AND 1000),
  CONSTRAINT a_planned_night_says_when CHECK ((state = 'planned') = (finished_at IS NOT NULL))
);

-- Frozen once cut: the same date gives the same list, however often it is asked.
CREATE TABLE segment_member (
  creditor_id integer NOT NULL,
  night       date NOT NULL,
  debtor_id   bigint NOT NULL,
  campaign_id bigint NOT NULL,
  CONSTRAINT a_debtor_is_in_one_campaign_a_night PRIMARY KEY (creditor_id, night, debtor_id)
);

CREATE TABLE night_shard (
  creditor_id integer NOT NULL,
  night       date NOT NULL,
  step        text NOT NULL,
  shard       integer NOT NULL,
  from_debtor bigint NOT NULL,            -- inclusive
  to_debtor   bigint NOT NULL,            -- inclusive
  done_to     bigint NOT NULL,            -- every member up to here is planned or withheld
  done        boolean NOT NULL DEFAULT false,
  tally       jsonb NOT NULL DEFAULT '{}',-- counts so far, written with the page they count
  CONSTRAINT a_shard_works_once PRIMARY KEY (creditor_id, night, step, shard),
  FOREIGN KEY (creditor_id, night) REFERENCES night
);

-- The answer of a dry run: counts only, nothing planned.
CREATE TABLE night_trial (
  creditor_id integer NOT NULL REFERENCES creditor,
  night       date NOT NULL,
  state       text NOT NULL,
  result      jsonb NOT NULL,
  tried_at    timestamptz NOT NULL,
  PRIMARY KEY (creditor_id, night),
  CONSTRAINT a_trial_state_is_known CHECK (state IN ('running', 'done', 'failed'))
);

-- What is to leave. States and who moves them: campaign/ContactState and docs/flow.md.
CREATE TABLE planned_contact (
  contact_id          uuid PRIMARY KEY,   -- made before the first try from creditor, night, debtor, step
  creditor_id         integer NOT NULL REFERENCES creditor,
  night               date NOT NULL,
  debtor_id           bigint NOT NULL,
  account_id          bigint NOT NULL,
  campaign_id         bigint NOT NULL,
  step                smallint NOT NULL,  -- rung of the ladder, from 0
  channel             text NOT NULL,
  provider            text NOT NULL,
  contact_point_id    bigint NOT NULL,
  template_id         bigint NOT NULL,
  state               text NOT NULL,
  reason              text,               -- why it was withheld, deferred, cancelled, failed
  priority            integer NOT NULL,
  due_at              timestamptz NOT NULL,
  expires_at          timestamptz NOT NULL,  -- end of the legal window it was planned for
  wait_seconds        integer NOT NULL DEFAULT 86400,  -- the rung's wait, counted from SENT
  wait_until          timestamptz,           -- when the step is over if nothing came back; set on SENT
  cost_micros         bigint NOT NULL,
  tries               smallint NOT NULL DEFAULT 0,  -- calls to the provider
  planned_at          timestamptz,           -- a stop recorded since then forbids it to leave
  claimed_at          timestamptz,
  claimed_by          uuid,
  sending_at          timestamptz,
  sent_at             timestamptz,
  provider_message_id text,
  CONSTRAINT a_step_is_planned_once_a_night UNIQUE (creditor_id, night, debtor_id, step),
  CONSTRAINT a_contact_state_is_known CHECK (state IN ('PLANNED', 'CLAIMED', 'SENDING', 'SENT', 'CLOSED',
    'WITHHELD', 'DEFERRED', 'FAILED', 'CANCELLED', 'EXPIRED', 'UNCERTAIN')),
  CONSTRAINT what_is_sending_has_been_claimed CHECK (state NOT IN ('SENDING', 'UNCERTAIN') OR sending_at IS NOT NULL),
  CONSTRAINT what_was_sent_says_when CHECK (state <> 'SENT' OR (sent_at IS NOT NULL AND wait_until IS NOT NULL)),
  CONSTRAINT a_contact_is_due_before_it_expires CHECK (due_at < expires_at),
  CONSTRAINT a_wait_is_not_negative CHECK (wait_seconds >= 0)
) WITH (fillfactor = 80);
-- The first promise: one contact at a time, over all channels.
CREATE UNIQUE INDEX a_debtor_has_one_contact_in_flight ON planned_contact (creditor_id, debtor_id)
  WHERE state IN ('PLANNED', 'CLAIMED', 'SENDING', 'SENT', 'DEFERRED', 'UNCERTAIN');
CREATE UNIQUE INDEX a_provider_message_is_one_contact ON planned_contact (provider, provider_message_id)
  WHERE provider_message_id IS NOT NULL;
CREATE INDEX planned_contact_due ON planned_contact (provider, due_at, priority DESC, contact_id)
  WHERE state IN ('PLANNED', 'DEFERRED');
CREATE INDEX planned_contact_expiring ON planned_contact (expires_at) WHERE state IN ('PLANNED', 'DEFERRED');
CREATE INDEX planned_contact_waiting ON planned_contact (wait_until) WHERE state = 'SENT';
CREATE INDEX planned_contact_held ON planned_contact (claimed_at) WHERE state IN ('CLAIMED', 'SENDING', 'UNCERTAIN');
CREATE INDEX planned_contact_failed ON planned_contact (contact_id) WHERE state = 'FAILED';

-- One number per provider account over all functions: messages a second, taken in the claim statement.
CREATE TABLE provider_rate (
  provider    text PRIMARY KEY,
  per_second  numeric NOT NULL,
  burst       integer NOT NULL,           -- tokens that can gather while nothing is sent
  tokens      numeric NOT NULL,
  refilled_at timestamptz NOT NULL,
  closed_until timestamptz,               -- the provider said "later" to everything: nobody calls before
  CONSTRAINT a_rate_is_positive CHECK (per_second > 0 AND burst > 0),
  CONSTRAINT tokens_stay_within_the_burst CHECK (tokens BETWEEN 0 AND burst)
);

-- ---------------------------------------------------------------- the ledger

CREATE SEQUENCE contact_fact_id;

-- Every contact fact, once, for ever. Ids, codes, amounts and times only: no name, address or word.
CREATE TABLE contact_fact (
  fact_id          bigint NOT NULL DEFAULT nextval('contact_fact_id'),
  creditor_id      integer NOT NULL,
  debtor_id        bigint NOT NULL,
  account_id       bigint,
  contact_id       uuid,
  night            date,
  campaign_id      bigint,
  kind             text NOT NULL,
  channel          text,
  contact_point_id bigint,
  reason           text,                  -- a code from a closed list
  amount_minor     bigint,
  currency         text,
  due_on           date,                  -- of a promise
  detail           jsonb NOT NULL DEFAULT '{}',  -- why: rule, source, odds; codes and numbers only
  occurred_at      timestamptz NOT NULL,  -- by the clock of whoever it happened to
  recorded_at      timestamptz NOT NULL,  -- the run's injected now
  PRIMARY KEY (recorded_at, fact_id),
  CONSTRAINT a_fact_kind_is_known CHECK (kind IN ('planned', 'withheld', 'deferred', 'sent', 'uncertain', 'not_sent',
    'delivered', 'read', 'clicked', 'failed', 'complained', 'replied', 'promise_made', 'promise_kept', 'promise_broken',
    'payment_claimed', 'disputed', 'opted_out', 'paid', 'cancelled', 'expired', 'closed')),
  CONSTRAINT a_refusal_has_a_reason CHECK (kind NOT IN ('withheld', 'deferred', 'failed', 'cancelled') OR reason IS NOT NULL),
  CONSTRAINT what_leaves_is_a_contact_on_a_channel CHECK (kind NOT IN ('planned', 'sent', 'uncertain', 'not_sent')
    OR (contact_id IS NOT NULL AND channel IS NOT NULL)),
  CONSTRAINT money_has_a_currency CHECK ((amount_minor IS NULL) = (currency IS NULL)),
  CONSTRAINT a_promise_has_a_day CHECK (kind <> 'promise_made' OR due_on IS NOT NULL),
  CONSTRAINT a_payment_has_an_amount CHECK (kind <> 'paid' OR amount_minor IS NOT NULL)
) PARTITION BY RANGE (recorded_at);
CREATE INDEX contact_fact_by_debtor ON contact_fact (debtor_id, occurred_at);
CREATE INDEX contact_fact_by_night ON contact_fact (creditor_id, night, kind);
-- No DEFAULT partition: a fact without its month is refused loudly. ensure_ledger_months makes months ahead.
CREATE FUNCTION ensure_ledger_months(from_day date, months integer) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  month_start date;
  made integer := 0;
BEGIN
  FOR i IN 0..months - 1 LOOP
    month_start := (date_trunc('month', from_day) + make_interval(months => i))::date;
    IF to_regclass(format('contact_fact_%s', to_char(month_start, 'YYYY_MM'))) IS NULL THEN
      EXECUTE format(
        'CREATE TABLE contact_fact_%s PARTITION OF contact_fact FOR VALUES FROM (%L) TO (%L)',
        to_char(month_start, 'YYYY_MM'),
        month_start::timestamp AT TIME ZONE 'UTC',
        (month_start + interval '1 month')::timestamp AT TIME ZONE 'UTC');
      made := made + 1;
    END IF;
  END LOOP;
  RETURN made;
END $$;

-- What the facts of one contact come to. Folded with min and or, so that any order gives the same row.
CREATE TABLE contact_progress (
  contact_id   uuid PRIMARY KEY,
  creditor_id  integer NOT NULL,
  debtor_id    bigint NOT NULL,
  channel      text NOT NULL,
  attempted_at timestamptz,               -- sent, or uncertain
  returned     boolean NOT NULL DEFAULT false,  -- proven that nothing left: the attempt is given back
  delivered_at timestamptz,
  read_at      timestamptz,
  failed_at    timestamptz,
  replied_at   timestamptz
);

-- Frequency: daily counters per debtor and channel, in the debtor's days.
CREATE TABLE contact_day (
  debtor_id   bigint NOT NULL,
  creditor_id integer NOT NULL,
  day         date NOT NULL,
  channel     text NOT NULL,
  attempts    integer NOT NULL DEFAULT 0,
  delivered   integer NOT NULL DEFAULT 0,
  two_way     integer NOT NULL DEFAULT 0,
  PRIMARY KEY (debtor_id, day, channel)
);

-- The running summary per debtor. Written by fold_facts alone, in the transaction of the fact.
CREATE TABLE contact_history (
  debtor_id           bigint PRIMARY KEY,
  creditor_id         integer NOT NULL,
  last_attempt_at     timestamptz,
  last_attempt_channel text,
  last_two_way_at     timestamptz,
  last_two_way_channel text,
  last_paid_at        timestamptz,
  promise_made_at     timestamptz,        -- of the latest promise
  promise_due_on      date,
  promise_closed_at   timestamptz,        -- kept or broken; open while null or before promise_made_at
  opted_out           text[] NOT NULL DEFAULT '{}',  -- channels somebody said stop on; the address decides
  best_contact_point  bigint,             -- the last that answered, else the last that received
  best_point_at       timestamptz,
  best_point_answered boolean NOT NULL DEFAULT false,
  disputed_at         timestamptz,
  stopped_at          timestamptz         -- when we last recorded something that ends contact: what was planned before is void
);

-- ---------------------------------------------------------------- what ends contact

CREATE TABLE opt_out (
  creditor_id  integer NOT NULL REFERENCES creditor,
  channel      text NOT NULL,
  address_hash bytea NOT NULL,
  debtor_id    bigint,                    -- who said it, where known; everybody who shares the address is silent
  source       text NOT NULL,
  opted_out_at timestamptz NOT NULL,
  CONSTRAINT an_address_opts_out_once PRIMARY KEY (creditor_id, channel, address_hash)
);
CREATE INDEX opt_out_by_address ON opt_out (address_hash);

CREATE TABLE promise (
  promise_id   uuid PRIMARY KEY,
  creditor_id  integer NOT NULL REFERENCES creditor,
  debtor_id    bigint NOT NULL REFERENCES debtor,
  contact_id   uuid,                      -- the contact that was answered
  amount_minor bigint,                    -- null: no amount was said
  currency     text,
  due_on       date NOT NULL,
  state        text NOT NULL DEFAULT 'open',
  made_at      timestamptz NOT NULL,
  closed_at    timestamptz,
  CONSTRAINT a_promise_state_is_known CHECK (state IN ('open', 'kept', 'broken', 'replaced')),
  CONSTRAINT a_closed_promise_says_when CHECK ((state = 'open') = (closed_at IS NULL))
);
CREATE UNIQUE INDEX a_debtor_has_one_open_promise ON promise (debtor_id) WHERE state = 'open';

CREATE TABLE payment (
  creditor_id  integer NOT NULL REFERENCES creditor,
  reference    text NOT NULL,
  account_id   bigint NOT NULL REFERENCES account,
  debtor_id    bigint NOT NULL REFERENCES debtor,
  amount_minor bigint NOT NULL,
  currency     text NOT NULL,
  paid_at      timestamptz NOT NULL,
  recorded_at  timestamptz NOT NULL,
  CONSTRAINT a_payment_is_recorded_once PRIMARY KEY (creditor_id, reference),
  CONSTRAINT a_payment_is_positive CHECK (amount_minor > 0)
);

-- ---------------------------------------------------------------- what providers report

-- Every body as it came, for replay. Holds personal data; never joined by a rule.
CREATE TABLE callback_body (
  callback_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  provider    text NOT NULL,
  received_at timestamptz NOT NULL,
  state       text NOT NULL,
  why         text,
  headers     jsonb NOT NULL,
  body        bytea NOT NULL,
  CONSTRAINT a_callback_state_is_known CHECK (state IN ('read', 'unreadable'))
);
CREATE INDEX callback_body_unreadable ON callback_body (received_at) WHERE state = 'unreadable';

-- Each event once, however often it comes. Unpartitioned: this is what makes twice harmless.
CREATE TABLE callback_event (
  provider            text NOT NULL,
  event_id            text NOT NULL,
  callback_id         bigint NOT NULL REFERENCES callback_body,
  channel             text NOT NULL,
  provider_message_id text,
  contact_id          uuid,               -- said by the provider, or found by message id
  kind                text NOT NULL,
  code                text,
  address_is_dead     boolean NOT NULL DEFAULT false,
  address_hash        bytea,              -- of who replied
  words               text,               -- of a reply that has not found its debtor yet
  occurred_at         timestamptz NOT NULL,
  recorded_at         timestamptz NOT NULL,
  matched_at          timestamptz,        -- null: has not found its contact
  waits_for           text DEFAULT 'contact',  -- 'contact': the report overtook the send, or it is none of ours;
                                          -- 'person': who wrote is unknown, or is several, and nobody guesses
  CONSTRAINT an_event_counts_once PRIMARY KEY (provider, event_id),
  CONSTRAINT an_event_waits_for_a_contact_or_a_person CHECK (waits_for IN ('contact', 'person')),
  CONSTRAINT a_matched_event_waits_no_more CHECK ((matched_at IS NULL) = (waits_for IS NOT NULL))
);
CREATE INDEX callback_event_waiting ON callback_event (recorded_at) WHERE matched_at IS NULL;

-- What was said, both ways: beside the ledger, never in it.
CREATE TABLE words (
  words_id    bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  creditor_id integer NOT NULL REFERENCES creditor,
  debtor_id   bigint NOT NULL,
  contact_id  uuid,
  direction   text NOT NULL,
  channel     text NOT NULL,
  text        text NOT NULL,
  occurred_at timestamptz NOT NULL,
  CONSTRAINT words_go_out_or_come_in CHECK (direction IN ('out', 'in'))
);
CREATE INDEX words_by_debtor ON words (debtor_id, occurred_at);
