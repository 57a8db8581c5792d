-- Erases a person: its key is destroyed, so that whatever a copy of this database still holds of it is noise, and what
-- stands here goes as well. Facts stay: they hold ids, codes, amounts and times. An opt-out stays by its address hash,
-- which is keyed and names no debtor any more: whoever uses the address next is still silent.
-- $1 creditor int4, $2 debtor int8, $3 number text, $4 now timestamptz.
-- Rows: one, the words and calls that went. Locks: key, person, points, words, consents, events and calls of this debtor.
-- A call that told of several debtors goes whole. Contacts are found by their facts, since those have the index.
-- What came from an address and found nobody goes only where the address is nobody else's, of any creditor: it may
-- be the other's dispute.
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
), alone AS MATERIALIZED (
  SELECT k.address_hash
  FROM known k
  WHERE NOT EXISTS (SELECT FROM contact_point o WHERE o.address_hash = k.address_hash AND o.debtor_id <> $2)
), stops AS (
  UPDATE opt_out SET debtor_id = NULL WHERE creditor_id = $1 AND debtor_id = $2
), agreed AS (
  UPDATE consent SET address_hash = sha256(convert_to('erased ' || consent_id, 'UTF8'))
  WHERE debtor_id = $2 AND address_hash IS NOT NULL
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
), found AS (
  SELECT provider, event_id FROM callback_event WHERE contact_id IN (SELECT contact_id FROM contact)
  UNION
  SELECT provider, event_id FROM callback_event WHERE address_hash IN (SELECT address_hash FROM alone)
), told AS (
  UPDATE callback_event e SET encrypted_words = NULL, address_hash = NULL
  FROM found f
  WHERE e.provider = f.provider AND e.event_id = f.event_id
  RETURNING e.callback_id
), calls AS (
  DELETE FROM callback_body WHERE callback_id IN (SELECT callback_id FROM told) RETURNING 1
)
SELECT (SELECT count(*) FROM said) AS words, (SELECT count(*) FROM calls) AS calls
