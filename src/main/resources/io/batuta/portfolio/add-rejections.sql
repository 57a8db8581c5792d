-- Keeps what was refused of a batch.
-- $1 import uuid, $2 creditor int4, $3 lines int8[], $4 account numbers text[], $5 columns text[], $6 row or value text[],
-- $7 reasons text[].
-- Rows: none. Locks: nothing but its own rows.
-- Twice is not harmless: it is run in the transaction of its batch, which is run once.
INSERT INTO import_rejection (import_id, creditor_id, line, account_number, "column", refused, reason)
SELECT $1, $2, r.line, r.account_number, r.column_name, r.refused, r.reason
FROM unnest($3::int8[], $4::text[], $5::text[], $6::text[], $7::text[])
  AS r (line, account_number, column_name, refused, reason)
