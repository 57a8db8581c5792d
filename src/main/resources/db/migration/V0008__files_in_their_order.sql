-- Files of a creditor become the portfolio in the order in which they came, and one whose reader died is taken over.
ALTER TABLE portfolio_import
  ADD COLUMN arrived_at timestamptz NOT NULL DEFAULT now(), -- when the file came, not when it is read
  ADD COLUMN stored_key text,                               -- the object's key; null where it came over HTTP
  ADD COLUMN sequencer  text,                               -- S3's order of what came under one key, hexadecimal
  ADD COLUMN reader     uuid,                               -- who reads it; another one, once it was taken over
  ADD COLUMN last_seen  timestamptz;                        -- the reader's pulse; null of a release without one

-- Survives: a row an import, some thousands in years; the release before reads and writes none of the new columns.
UPDATE portfolio_import SET arrived_at = started_at;

-- Survives: a table of some thousands of rows is indexed in no time.
CREATE INDEX portfolio_import_by_arrival ON portfolio_import (creditor_id, arrived_at);
