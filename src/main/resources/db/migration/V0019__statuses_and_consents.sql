-- What people say of an account or a person, beside what files say; and consents, with their proof. Why so: docs/operating.md.

-- A status that somebody ordered. It stands beside what files say until a person lifts it; of both the stricter holds.
CREATE TABLE stated_status (
  stated_id    bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  creditor_id  integer NOT NULL REFERENCES creditor,
  debtor_id    bigint NOT NULL REFERENCES debtor,
  account_id   bigint REFERENCES account,  -- null: of the person
  status       text NOT NULL,
  proof        text NOT NULL,              -- where it can be looked up: a file number, never a name
  stated_by    text NOT NULL,              -- a key or a user, by its id
  stated_at    timestamptz NOT NULL,
  lifted_by    text,
  lifted_proof text,
  lifted_at    timestamptz,
  CONSTRAINT a_stated_status_stops CHECK (status IN
    ('recalled', 'disputed', 'sued', 'insolvent', 'deceased', 'settled')),
  CONSTRAINT a_lifted_status_says_by_whom CHECK ((lifted_at IS NULL) = (lifted_by IS NULL))
);
CREATE UNIQUE INDEX a_status_stands_once ON stated_status (debtor_id, account_id) NULLS NOT DISTINCT
  WHERE lifted_at IS NULL;
CREATE INDEX stated_status_by_account ON stated_status (account_id) WHERE lifted_at IS NULL AND account_id IS NOT NULL;

-- How strict a status is: of two that speak of the same the greater holds. Not status_rank, which says where a person stands
-- who has several accounts, and there one that is active outweighs one that is sued.
CREATE FUNCTION strictness(status text) RETURNS integer
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE status WHEN 'deceased' THEN 7 WHEN 'insolvent' THEN 6 WHEN 'sued' THEN 5 WHEN 'disputed' THEN 4
    WHEN 'recalled' THEN 3 WHEN 'settled' THEN 2 WHEN 'active' THEN 1 ELSE 0 END
$$;
CREATE FUNCTION stricter(filed text, stated text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN strictness(stated) > strictness(filed) THEN stated ELSE filed END
$$;

-- What was said of consent, in the order of time; nothing is taken back, the last word holds.
CREATE TABLE consent (
  consent_id   bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  creditor_id  integer NOT NULL REFERENCES creditor,
  debtor_id    bigint NOT NULL REFERENCES debtor,
  channel      text NOT NULL,
  address_hash bytea,                      -- null: the whole channel
  said         text NOT NULL,
  said_at      timestamptz NOT NULL,
  proof_kind   text NOT NULL,
  proof        text NOT NULL,              -- a clause, a recording, a form, by its id
  source       text NOT NULL,
  told_by      text NOT NULL,              -- a key or a user, by its id
  by_person    boolean NOT NULL DEFAULT true,  -- told by a person, not by a program
  recorded_at  timestamptz NOT NULL,
  -- By which the last word is found: a revocation holds from when we knew it, or from the day that it names if that is later.
  ranked_at    timestamptz NOT NULL GENERATED ALWAYS AS (
    CASE said WHEN 'revoked' THEN GREATEST(said_at, recorded_at) ELSE said_at END) STORED,
  CONSTRAINT a_consent_is_told_once UNIQUE NULLS NOT DISTINCT (debtor_id, channel, address_hash, said_at, said),
  CONSTRAINT consent_is_given_or_revoked CHECK (said IN ('given', 'revoked')),
  CONSTRAINT a_consent_has_a_proof CHECK (proof_kind IN
    ('contract', 'recording', 'web_form', 'message', 'paper', 'other')),
  CONSTRAINT a_consent_comes_by_a_door CHECK (source IN ('api', 'file'))
);

-- What consents come to, kept in the debtor's own row by apply-consents.sql, so that whoever plans or sends reads nothing
-- more. All null where there are no consents, which is what holds for most.
ALTER TABLE debtor
  ADD COLUMN reopened_at      timestamptz,  -- a person said "active": a dispute of before is over
  ADD COLUMN given_channels   text[],       -- consented to, whatever the file says
  ADD COLUMN revoked_channels text[],       -- taken back, whatever the file says
  ADD COLUMN bound_channels   text[];       -- only to consented addresses; null: no consent names an address
-- Survives: no version was released before this, so that no table of debtors is large yet.
CREATE INDEX debtor_bound ON debtor (debtor_id) WHERE bound_channels IS NOT NULL;

-- The channels that a debtor can be contacted on; null: every one.
CREATE FUNCTION effective_channels(filed text[], given text[], revoked text[]) RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN given IS NULL AND revoked IS NULL THEN filed ELSE ARRAY(
    SELECT DISTINCT c
    FROM unnest(COALESCE(filed, ARRAY['SMS', 'EMAIL', 'WHATSAPP', 'VOICE', 'CALL', 'LETTER', 'VISIT'])
      || COALESCE(given, '{}')) AS t (c)
    WHERE c <> ALL (COALESCE(revoked, '{}'))
    ORDER BY c) END
$$;

-- The channels on which an address of a debtor with consents by address may not be used: its own last word was a
-- revocation, or the channel is bound to addresses of which it is none.
CREATE FUNCTION unconsented(debtor bigint, bound text[], hash bytea) RETURNS text[]
LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT ARRAY(
    SELECT v.channel
    FROM unnest(ARRAY['SMS', 'EMAIL', 'WHATSAPP', 'VOICE', 'CALL', 'LETTER', 'VISIT']) AS v (channel)
    LEFT JOIN LATERAL (
      SELECT c.said = 'given' AND c.ranked_at > COALESCE((
          SELECT max(w.ranked_at) FROM consent w
          WHERE w.debtor_id = debtor AND w.channel = v.channel AND w.address_hash IS NULL AND w.said = 'revoked'),
        '-infinity') AS given
      FROM consent c
      WHERE c.debtor_id = debtor AND c.channel = v.channel AND c.address_hash = hash
      ORDER BY c.ranked_at DESC, c.said DESC
      LIMIT 1) AS l ON true
    WHERE NOT COALESCE(l.given, v.channel <> ALL (bound)))
$$;

-- Three kinds of fact more, added to those that there are by now.
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
    SELECT unnest(ARRAY['status_changed', 'consent_given', 'consent_revoked'])) AS known;
  EXECUTE 'ALTER TABLE contact_fact DROP CONSTRAINT a_fact_kind_is_known';
  EXECUTE format('ALTER TABLE contact_fact ADD CONSTRAINT a_fact_kind_is_known CHECK (kind IN (%s)) NOT VALID', kinds);
END $$;

GRANT SELECT, INSERT, UPDATE ON stated_status TO batuta_app, batuta_engine;
GRANT SELECT, INSERT ON consent TO batuta_app, batuta_engine;
GRANT UPDATE (address_hash) ON consent TO batuta_engine; -- of a person that is erased
GRANT SELECT ON stated_status, consent TO batuta_reader;
-- Survives: two new tables, of which the running version knows nothing.
DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['stated_status', 'consent'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format($p$CREATE POLICY one_creditor_at_a_time ON %I TO batuta_app
      USING (creditor_id = NULLIF(current_setting('batuta.creditor', true), '')::integer)$p$, t);
    EXECUTE format('CREATE POLICY the_engine_serves_all ON %I TO batuta_engine USING (true)', t);
    EXECUTE format('CREATE POLICY a_reader_reads ON %I FOR SELECT TO batuta_reader USING (true)', t);
  END LOOP;
END $$;
