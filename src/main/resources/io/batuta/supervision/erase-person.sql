-- Erases a person: its key is destroyed, so that whatever a copy of this database still holds of it is noise, and what
-- stands here goes as well. Facts stay: they hold ids, codes, amounts and times. An opt-out stays by its address hash,
-- which is keyed and names no debtor any more: whoever uses the address next is still silent.
-- $1 creditor int4, $2 debtor int8, $3 number text, $4 now timestamptz.
-- Rows: one, the words and calls that went. Locks: key, person, points, words, events and calls of this debtor.
-- A call that told of several debtors goes whole. Contacts are found by their facts, since those have the index.
-- Twice is harmless: there is nothing left.
WITH key AS (
  INSERT INTO person_key (creditor_id, number, wrapped, erased_at)
  VALUES ($1::int4, $3::text, NULL, $4::timestamptz)
  ON CONFLICT (creditor_id, number) DO UPDATE SET
    wrapped = NULL, erased_at = COALESCE(person_key.erased_at, EXCLUDED.erased_at)
), who AS (
  DELETE FROM person WHERE debtor_id = $2
), known AS MATERIALIZED (
  SELECT contact_point_id, address_hash FROM contact_point WHERE debtor_id = $2
), stops AS (
  UPDATE opt_out o SET debtor_id = NULL
  FROM known k
  WHERE o.creditor_id = $1 AND o.address_hash = k.address_hash AND o.debtor_id = $2
), points AS (
  UPDATE contact_point c SET
    encrypted_address = NULL,
    address_hash = sha256(convert_to('erased ' || c.contact_point_id, 'UTF8')),
    status = 'withdrawn'
  WHERE c.debtor_id = $2
), traits AS (
  UPDATE debtor SET city = NULL, age = NULL, sex = NULL, income_band = NULL, attributes = '{}'
  WHERE debtor_id = $2
), said AS (
  DELETE FROM words WHERE debtor_id = $2 RETURNING 1
), contact AS MATERIALIZED (
  SELECT DISTINCT contact_id FROM contact_fact WHERE debtor_id = $2 AND contact_id IS NOT NULL
), told AS (
  UPDATE callback_event e SET encrypted_words = NULL, address_hash = NULL
  WHERE e.callback_id >= (SELECT min(callback_id) FROM callback_body)
    AND (e.contact_id IN (SELECT contact_id FROM contact)
      OR e.address_hash IN (SELECT address_hash FROM known))
  RETURNING e.callback_id
), calls AS (
  DELETE FROM callback_body WHERE callback_id IN (SELECT callback_id FROM told) RETURNING 1
)
SELECT (SELECT count(*) FROM said) AS words, (SELECT count(*) FROM calls) AS calls
