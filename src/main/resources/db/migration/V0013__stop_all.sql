-- Somebody stops everything: of the installation, of a creditor, or on one channel. Nothing is claimed until it is lifted.
CREATE TABLE standstill (
  standstill_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  creditor_id   integer REFERENCES creditor,   -- null: of all
  channel       text,                          -- null: on all
  why           text NOT NULL,                 -- in the words of who ordered it; of the operation, never of a debtor
  ordered_by    text NOT NULL,                 -- a key or a user, by its id
  ordered_at    timestamptz NOT NULL,
  lifted_by     text,
  lifted_at     timestamptz,
  CONSTRAINT a_lifted_standstill_says_by_whom CHECK ((lifted_at IS NULL) = (lifted_by IS NULL))
);
CREATE UNIQUE INDEX a_standstill_is_ordered_once ON standstill (creditor_id, channel) NULLS NOT DISTINCT
  WHERE lifted_at IS NULL;

GRANT SELECT, INSERT, UPDATE ON standstill TO batuta_app, batuta_engine;
GRANT SELECT ON standstill TO batuta_reader;
ALTER TABLE standstill ENABLE ROW LEVEL SECURITY;
-- That of all is seen by each creditor, and ordered and lifted by the installation alone.
CREATE POLICY one_creditor_at_a_time ON standstill TO batuta_app
  USING (creditor_id = NULLIF(current_setting('batuta.creditor', true), '')::integer);
CREATE POLICY that_of_all_is_seen ON standstill FOR SELECT TO batuta_app USING (creditor_id IS NULL);
CREATE POLICY the_engine_serves_all ON standstill TO batuta_engine USING (true);
CREATE POLICY a_reader_reads ON standstill FOR SELECT TO batuta_reader USING (true);
