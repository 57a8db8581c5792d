-- Days of the ledger are sealed: a Merkle tree over each creditor's facts of a day, whose first leaf holds the root of the
-- day before. A day is that of recorded_at in UTC, as the months of the ledger are. Why so: docs/adr/0018.

-- The root of a day. A creditor's first seal follows 32 zero bytes; from then on each day has one, also without facts.
CREATE TABLE ledger_seal (
  creditor_id integer NOT NULL REFERENCES creditor,
  day         date NOT NULL,
  facts       bigint NOT NULL,
  root        bytea NOT NULL,
  previous    bytea NOT NULL,             -- the root of the day before
  sealed_at   timestamptz NOT NULL,       -- the run's injected now
  CONSTRAINT a_day_is_sealed_once PRIMARY KEY (creditor_id, day),
  CONSTRAINT a_root_is_a_sha256 CHECK (octet_length(root) = 32 AND octet_length(previous) = 32),
  CONSTRAINT a_day_has_no_negative_facts CHECK (facts >= 0)
);

-- The hash of each fact as it was when its day was sealed, 256 leaves a row: what is altered, missing or inserted can be
-- named, and a fact proven, without reading the day again. Leaves stand in the order of (recorded_at, fact_id); the first
-- of tile 0 is the day's head and has the fact id 0.
CREATE TABLE ledger_tile (
  creditor_id integer NOT NULL,
  day         date NOT NULL,
  tile        integer NOT NULL,           -- from 0
  fact_ids    bigint[] NOT NULL,
  hashes      bytea NOT NULL,             -- 32 bytes a leaf
  root        bytea NOT NULL,             -- of these leaves
  CONSTRAINT a_tile_is_written_once PRIMARY KEY (creditor_id, day, tile),
  CONSTRAINT each_leaf_has_its_hash CHECK (octet_length(hashes) = 32 * cardinality(fact_ids)),
  CONSTRAINT a_tile_has_256_leaves_at_most CHECK (cardinality(fact_ids) BETWEEN 1 AND 256)
);
-- Hashes do not compress.
ALTER TABLE ledger_tile ALTER COLUMN hashes SET STORAGE EXTERNAL;

-- Which roots were put where nobody can change them.
CREATE TABLE ledger_anchor (
  creditor_id integer NOT NULL,
  day         date NOT NULL,
  place       text NOT NULL,
  anchored_at timestamptz NOT NULL,
  CONSTRAINT a_root_is_anchored_once PRIMARY KEY (creditor_id, day),
  CONSTRAINT what_is_anchored_is_sealed FOREIGN KEY (creditor_id, day) REFERENCES ledger_seal
);

-- The lock of a creditor's day: who writes facts of it shares it, who seals it has it alone.
CREATE FUNCTION lock_of_day(creditor integer, day date) RETURNS bigint
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT creditor::bigint << 24 | (day - date '1970-01-01')
$$;

-- A sealed day takes no fact, nor does any day before it. A run that began before midnight shares the lock of its day until
-- it commits, and no day is sealed meanwhile; whoever comes after the seal is refused, and tries again with a later now.
-- Once a statement, and before the fold by its name, so that whoever waits here holds no summary.
CREATE FUNCTION refuse_facts_of_sealed_days() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  told record;
BEGIN
  FOR told IN
    SELECT DISTINCT t.creditor_id, (t.recorded_at AT TIME ZONE 'UTC')::date AS day
    FROM (SELECT DISTINCT creditor_id, recorded_at FROM new_fact) AS t
    ORDER BY creditor_id, day
  LOOP
    PERFORM pg_advisory_xact_lock_shared(lock_of_day(told.creditor_id, told.day));
    IF EXISTS (SELECT FROM ledger_seal WHERE creditor_id = told.creditor_id AND day >= told.day) THEN
      RAISE EXCEPTION 'the day % of creditor % is sealed', told.day, told.creditor_id
        USING ERRCODE = 'check_violation', CONSTRAINT = 'a_sealed_day_takes_no_fact';
    END IF;
  END LOOP;
  RETURN NULL;
END $$;

CREATE TRIGGER a_sealed_day_takes_no_fact
AFTER INSERT ON contact_fact
REFERENCING NEW TABLE AS new_fact
FOR EACH STATEMENT EXECUTE FUNCTION refuse_facts_of_sealed_days();

-- A month that was let go of is still read by who verifies it.
CREATE OR REPLACE FUNCTION detach_ledger_months(before date) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET lock_timeout = '200ms' AS $$
DECLARE
  month record;
  let_go integer := 0;
BEGIN
  FOR month IN
    SELECT c.relname
    FROM pg_inherits i
    JOIN pg_class c ON c.oid = i.inhrelid
    WHERE i.inhparent = 'contact_fact'::regclass
      AND c.relname ~ '^contact_fact_[0-9]{4}_[0-9]{2}$'
      AND (to_date(substr(c.relname, 14), 'YYYY_MM') + interval '1 month')::date <= before
    ORDER BY c.relname
    LIMIT 1
  LOOP
    BEGIN
      EXECUTE format('ALTER TABLE contact_fact DETACH PARTITION %I', month.relname);
      EXECUTE format('GRANT SELECT ON %I TO batuta_reader', month.relname);
      let_go := let_go + 1;
    EXCEPTION WHEN lock_not_available THEN
      RAISE NOTICE 'the month % is in use', month.relname;
    END;
  END LOOP;
  RETURN let_go;
END $$;

-- Only the engine seals, and nobody changes a seal.
GRANT SELECT ON ledger_seal, ledger_tile, ledger_anchor TO batuta_app, batuta_engine, batuta_reader;
GRANT INSERT ON ledger_seal, ledger_tile, ledger_anchor TO batuta_engine;
GRANT EXECUTE ON FUNCTION lock_of_day(integer, date) TO batuta_app, batuta_engine;

-- Survives: three new tables, of which the running version knows nothing.
DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['ledger_seal', 'ledger_tile', 'ledger_anchor'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format($p$CREATE POLICY one_creditor_at_a_time ON %I TO batuta_app
      USING (creditor_id = NULLIF(current_setting('batuta.creditor', true), '')::integer)$p$, t);
    EXECUTE format('CREATE POLICY the_engine_serves_all ON %I TO batuta_engine USING (true)', t);
    EXECUTE format('CREATE POLICY a_reader_reads ON %I FOR SELECT TO batuta_reader USING (true)', t);
  END LOOP;
END $$;
