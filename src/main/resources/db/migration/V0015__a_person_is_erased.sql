-- A person can be erased with proof, and what law does not ask to be kept any longer goes by itself. Why so: docs/adr/0020.

-- Who had a person erased, when and on what grounds. Only grows; holds nothing of the person.
CREATE TABLE erasure (
  creditor_id integer NOT NULL REFERENCES creditor,
  debtor_id   bigint NOT NULL,
  basis       text NOT NULL,
  reason      text NOT NULL,              -- in the words of who ordered it; of the case, never of the person
  forced      boolean NOT NULL,           -- although law still asked to keep it
  ordered_by  text NOT NULL,              -- a key or a user, by its id
  ordered_at  timestamptz NOT NULL,
  CONSTRAINT a_person_is_erased_once PRIMARY KEY (creditor_id, debtor_id),
  CONSTRAINT an_erasure_has_a_basis CHECK (basis IN ('request', 'retention', 'court', 'authority', 'mistake'))
);

-- How far the search for people whom law lets go has come; it begins anew at the end.
CREATE TABLE retention_walk (
  creditor_id integer PRIMARY KEY REFERENCES creditor,
  upto        bigint NOT NULL DEFAULT 0   -- debtor
);

GRANT SELECT, INSERT ON erasure TO batuta_app, batuta_engine;
GRANT SELECT, INSERT, UPDATE ON retention_walk TO batuta_app, batuta_engine;
GRANT SELECT ON erasure, retention_walk TO batuta_reader;
-- Survives: two new tables, of which the running version knows nothing.
DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['erasure', 'retention_walk'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format($p$CREATE POLICY one_creditor_at_a_time ON %I TO batuta_app
      USING (creditor_id = NULLIF(current_setting('batuta.creditor', true), '')::integer)$p$, t);
    EXECUTE format('CREATE POLICY the_engine_serves_all ON %I TO batuta_engine USING (true)', t);
    EXECUTE format('CREATE POLICY a_reader_reads ON %I FOR SELECT TO batuta_reader USING (true)', t);
  END LOOP;
END $$;

-- Who was erased while a file was being read.
-- Survives: of the erased alone, who are few.
CREATE INDEX person_key_erased ON person_key (creditor_id, erased_at) WHERE erased_at IS NOT NULL;

-- A call's body goes after some days, its events stay: they are what makes twice harmless.
-- Survives: nothing asks the database to hold the two together; both are written by one statement.
ALTER TABLE callback_event DROP CONSTRAINT callback_event_callback_id_fkey;
-- Calls are numbered as they come: a few bytes for thousands of them, to find the latest by.
-- Survives: no version was released before this, so that no table of events is large yet.
CREATE INDEX callback_event_by_call ON callback_event USING brin (callback_id);

-- What was told of a person is found by its contacts, or by the address that a reply came from.
-- Survives: no version was released before this, so that no table of events is large yet.
CREATE INDEX callback_event_by_contact ON callback_event (contact_id) WHERE contact_id IS NOT NULL;
-- Survives: likewise no table of events is large yet.
CREATE INDEX callback_event_by_address ON callback_event (address_hash) WHERE address_hash IS NOT NULL;

-- One kind of fact more, added to those that there are by now.
-- Survives: every kind that the running version writes stays allowed.
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
    SELECT 'erased') AS known;
  EXECUTE 'ALTER TABLE contact_fact DROP CONSTRAINT a_fact_kind_is_known';
  EXECUTE format('ALTER TABLE contact_fact ADD CONSTRAINT a_fact_kind_is_known CHECK (kind IN (%s)) NOT VALID', kinds);
END $$;
