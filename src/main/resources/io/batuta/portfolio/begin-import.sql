-- Begins an import.
-- $1 import uuid, $2 creditor int4, $3 mode text, $4 now timestamptz, $5 when the file came timestamptz, $6 the object's
-- key text, $7 its sequencer text (both null where it came over HTTP), $8 reader uuid.
-- Rows: none. Locks: nothing but its own row.
-- Twice is not harmless: an id is taken once, and the second is refused.
INSERT INTO portfolio_import (import_id, creditor_id, mode, state, started_at, last_seen, arrived_at, stored_key,
  sequencer, reader)
VALUES ($1, $2, $3, 'reading', $4, $4, $5, $6, $7, $8)
