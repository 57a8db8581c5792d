-- Puts a page of rows between the file and the portfolio. An account that stood in the file before stays out: fewer rows
-- are then written than were given, and refuse-repeated.sql says which.
-- $1 import uuid, $2 creditor int4, then one array per column: $3 line int8[], $4 account number, $5 debtor number text[],
-- $6 name, $7 document, $8 birth date bytea[], each encrypted, $9 age int2[], $10 sex, $11 language, $12 region, $13 city,
-- $14 time zone, $15 income band, $16 product, $17 currency text[], $18 principal, $19 balance int8[] (minor units),
-- $20 due date date[], $21 authorised channels text[], $22 status, $23 guarantor of text[], $24 attributes text[] (JSON),
-- $25 point kinds, $26 point addresses (encrypted, hex), $27 point hashes text[], $28 hashes of name, $29 spelling,
-- $30 document, $31 birth date bytea[]. Lists within a cell are separated by U+001F.
-- Rows: as many as were written. Locks: nothing but its own rows.
-- Twice is harmless: every row of the page would be refused as repeated, and the import be seen to differ.
INSERT INTO import_row (import_id, creditor_id, line, account_number, debtor_number, encrypted_name, encrypted_document,
  encrypted_birth_date, age, sex, language, region, city, time_zone, income_band, product, currency, principal_minor,
  balance_minor, due_date, authorised_channels, status, guarantor_of, attributes, point_kinds, point_encrypted,
  point_hashes, name_hash, spelling_hash, document_hash, birth_date_hash)
SELECT $1, $2, line, account_number, debtor_number, name, document, birth_date, age,
  sex, language, region, city, time_zone, income_band, product, currency, principal_minor, balance_minor, due_date,
  string_to_array(channels, U&'\001F'), status, guarantor_of, attributes::jsonb,
  string_to_array(kinds, U&'\001F'), string_to_array(addresses, U&'\001F'), string_to_array(hashes, U&'\001F'),
  name_hash, spelling_hash, document_hash, birth_date_hash
FROM unnest($3::int8[], $4::text[], $5::text[], $6::bytea[], $7::bytea[], $8::bytea[], $9::int2[], $10::text[],
  $11::text[], $12::text[], $13::text[], $14::text[], $15::text[], $16::text[], $17::text[], $18::int8[], $19::int8[],
  $20::date[], $21::text[], $22::text[], $23::text[], $24::text[], $25::text[], $26::text[], $27::text[],
  $28::bytea[], $29::bytea[], $30::bytea[], $31::bytea[])
  AS g (line, account_number, debtor_number, name, document, birth_date, age, sex, language, region, city, time_zone,
    income_band, product, currency, principal_minor, balance_minor, due_date, channels, status, guarantor_of,
    attributes, kinds, addresses, hashes, name_hash, spelling_hash, document_hash, birth_date_hash)
ORDER BY line
ON CONFLICT (import_id, account_number) DO NOTHING
