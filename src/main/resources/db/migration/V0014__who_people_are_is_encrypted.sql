-- Names, documents, birth dates, addresses and words are kept encrypted: with a key of each person, wrapped by a key of
-- its creditor, wrapped by a master key that the database never has. Found by keyed hashes. Why so: docs/adr/0020.

-- The creditor's key, wrapped by the master key. Made at the first need.
CREATE TABLE creditor_key (
  creditor_id integer PRIMARY KEY REFERENCES creditor,
  wrapped     bytea NOT NULL,
  made_at     timestamptz NOT NULL
);

-- The same of the installation, for what has not found its person: providers' calls.
CREATE TABLE installation_key (
  one     boolean PRIMARY KEY DEFAULT true,
  wrapped bytea NOT NULL,
  made_at timestamptz NOT NULL,
  CONSTRAINT an_installation_has_one_key CHECK (one)
);

-- A person's key, wrapped by the creditor's. By the debtor's number, since a key is needed before the debtor is written.
-- Without it nothing of the person can be read again, here or in any backup that has not its row.
CREATE TABLE person_key (
  creditor_id integer NOT NULL,           -- without a foreign key: a look-up and a lock on the creditor for each of a million
  number      text NOT NULL,
  wrapped     bytea,                      -- null: the person was erased, and gets no other
  erased_at   timestamptz,
  CONSTRAINT a_person_has_one_key PRIMARY KEY (creditor_id, number),
  CONSTRAINT an_erased_person_has_no_key CHECK ((wrapped IS NULL) = (erased_at IS NOT NULL))
);

-- Nobody changes a key; a person's is destroyed, which is the engine's work.
GRANT SELECT, INSERT ON creditor_key, person_key TO batuta_app, batuta_engine;
GRANT UPDATE ON person_key TO batuta_engine;
GRANT SELECT, INSERT ON installation_key TO batuta_engine;
GRANT SELECT ON creditor_key, person_key TO batuta_reader;
-- Survives: two new tables, of which the running version knows nothing.
DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['creditor_key', 'person_key'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format($p$CREATE POLICY one_creditor_at_a_time ON %I TO batuta_app
      USING (creditor_id = NULLIF(current_setting('batuta.creditor', true), '')::integer)$p$, t);
    EXECUTE format('CREATE POLICY the_engine_serves_all ON %I TO batuta_engine USING (true)', t);
    EXECUTE format('CREATE POLICY a_reader_reads ON %I FOR SELECT TO batuta_reader USING (true)', t);
  END LOOP;
END $$;

-- What was plain goes at once, and is not turned into the new: only the product has the keys. Whoever loaded a portfolio
-- before this loads it again.
-- Survives: no version was released before this, so that nobody's people stand in these columns.
ALTER TABLE person
  ADD COLUMN encrypted_name bytea,
  ADD COLUMN encrypted_document bytea,
  ADD COLUMN encrypted_birth_date bytea,
  ADD COLUMN name_hash bytea,             -- of the folded name: to search by
  ADD COLUMN spelling_hash bytea,         -- of the name to the letter: to see that it changed
  ADD COLUMN document_hash bytea,         -- to search by, and to see that it changed
  ADD COLUMN birth_date_hash bytea,       -- to see that it changed
  DROP COLUMN name,
  DROP COLUMN document,
  DROP COLUMN birth_date;
-- Survives: it is built of nothing, the column is new.
CREATE INDEX person_by_name ON person (creditor_id, name_hash) WHERE name_hash IS NOT NULL;
-- Survives: it is built of nothing, the column is new.
CREATE INDEX person_by_document ON person (creditor_id, document_hash) WHERE document_hash IS NOT NULL;

-- Survives: no version was released before this, so that nobody's addresses stand in this column.
ALTER TABLE contact_point
  ADD COLUMN encrypted_address bytea,
  DROP COLUMN address;

-- Survives: no version was released before this, so that nobody's words stand in this column.
ALTER TABLE words
  ADD COLUMN encrypted_text bytea,
  DROP COLUMN text;

-- Of the installation's key, both.
-- Survives: no version was released before this, so that nobody's words stand in this column.
ALTER TABLE callback_event
  ADD COLUMN encrypted_words bytea,
  DROP COLUMN words;
-- Survives: no version was released before this, so that no call stands in this column.
ALTER TABLE callback_body
  ADD COLUMN encrypted_body bytea,
  DROP COLUMN body;

-- Survives: no version was released before this; an import that is under way fails, and its file is read again.
ALTER TABLE import_row
  ADD COLUMN encrypted_name bytea,
  ADD COLUMN encrypted_document bytea,
  ADD COLUMN encrypted_birth_date bytea,
  ADD COLUMN name_hash bytea,
  ADD COLUMN spelling_hash bytea,
  ADD COLUMN document_hash bytea,
  ADD COLUMN birth_date_hash bytea,
  ADD COLUMN point_encrypted text[],      -- hex
  DROP COLUMN name,
  DROP COLUMN document,
  DROP COLUMN birth_date,
  DROP COLUMN point_addresses;

-- Hashes and ciphertexts do not compress.
ALTER TABLE words ALTER COLUMN encrypted_text SET STORAGE EXTERNAL;
ALTER TABLE callback_body ALTER COLUMN encrypted_body SET STORAGE EXTERNAL;
