-- Kept prepared. Keeps bodies that were read, each of their events once however often it comes, and, where asked,
-- follows plain reports in the same breath: their contact by our own id, if the provider carried it and it is that
-- provider's, else by the provider's message id; then their fact.
-- A row per call: $1 paths text[], $2 received at timestamptz[], $3 headers text[] (JSON), $4 bodies bytea[], encrypted, $5 how
-- many events int4[]. A row per event: $6 its call int4[] (from 1), $7 providers text[], $8 event ids text[],
-- $9 channels text[], $10 provider's message ids text[], $11 contacts uuid[], $12 kinds text[], $13 codes text[],
-- $14 address is dead bool[], $15 hashes of who replied text[] (hex), $16 words bytea[], encrypted, $17 occurred at timestamptz[].
-- $18 whether to follow bool: only where no event is a reply, a complaint or an opt-out.
-- Rows: each event that is new, with its call, whether it found its contact, and whether that is UNCERTAIN: such a
-- contact must be settled first, so its event waits.
-- Locks: the new keys, in order; whoever brings the same event at the same moment waits, and finds it taken. Then dead
-- contact points in order, then the summaries of the debtors. No contact: none changes its state here.
-- Twice is harmless: a body of which every event is known is not even kept again.
WITH told AS MATERIALIZED (
  SELECT DISTINCT ON (t.provider, t.event_id) t.*
  FROM unnest($6::int4[], $7::text[], $8::text[], $9::text[], $10::text[], $11::uuid[], $12::text[], $13::text[],
    $14::bool[], $15::text[], $16::bytea[], $17::timestamptz[])
    AS t (call, provider, event_id, channel, message_id, contact_id, kind, code, dead, hash, words, at)
  WHERE NOT EXISTS (SELECT FROM callback_event e WHERE e.provider = t.provider AND e.event_id = t.event_id)
  ORDER BY t.provider, t.event_id
), kept AS MATERIALIZED (
  SELECT c.*, nextval('callback_body_callback_id_seq') AS callback_id
  FROM unnest($1::text[], $2::timestamptz[], $3::text[], $4::bytea[], $5::int4[])
    WITH ORDINALITY AS c (path, received_at, headers, body, events, call)
  WHERE c.events = 0 OR c.call IN (SELECT call FROM told)
), bodies AS (
  INSERT INTO callback_body (callback_id, provider, received_at, state, headers, encrypted_body)
  OVERRIDING SYSTEM VALUE
  SELECT callback_id, path, received_at, 'read', headers::jsonb, body FROM kept
), placed AS MATERIALIZED (
  SELECT t.*, k.callback_id, k.received_at, p.contact_id AS about, p.creditor_id, p.debtor_id, p.account_id, p.night,
    p.campaign_id, p.channel AS sent_on, p.contact_point_id, p.state, p.state IN ('SENT', 'CLOSED', 'FAILED') AS found
  FROM told t
  JOIN kept k ON k.call = t.call
  LEFT JOIN LATERAL (
    SELECT * FROM planned_contact
    WHERE contact_id = t.contact_id AND provider = t.provider
      AND (provider_message_id = t.message_id) IS NOT FALSE
    UNION ALL
    SELECT * FROM planned_contact
    WHERE t.contact_id IS NULL AND provider = t.provider AND provider_message_id = t.message_id
  ) p ON $18::bool
), fresh AS (
  INSERT INTO callback_event (provider, event_id, callback_id, channel, provider_message_id, contact_id, kind, code,
    address_is_dead, address_hash, encrypted_words, occurred_at, recorded_at, matched_at, waits_for)
  SELECT provider, event_id, callback_id, channel, message_id, CASE WHEN found THEN about ELSE contact_id END, kind,
    code, dead, decode(hash, 'hex'), CASE WHEN found THEN NULL ELSE words END, at, received_at,
    CASE WHEN found THEN received_at END, CASE WHEN found THEN NULL ELSE 'contact' END
  FROM placed
  ORDER BY provider, event_id
  ON CONFLICT ON CONSTRAINT an_event_counts_once DO NOTHING
  RETURNING provider, event_id
), new AS MATERIALIZED (
  SELECT p.* FROM placed p JOIN fresh f USING (provider, event_id)
), dead_point AS (
  SELECT contact_point_id FROM contact_point
  WHERE contact_point_id IN (SELECT contact_point_id FROM new WHERE found AND dead) AND status = 'usable'
  ORDER BY 1
  FOR UPDATE
), retired AS (
  UPDATE contact_point c SET status = 'dead' FROM dead_point d WHERE c.contact_point_id = d.contact_point_id
), facts AS (
  INSERT INTO contact_fact (creditor_id, debtor_id, account_id, contact_id, night, campaign_id, kind, channel,
    contact_point_id, reason, detail, occurred_at, recorded_at)
  SELECT creditor_id, debtor_id, account_id, about, night, campaign_id, lower(kind), sent_on, contact_point_id,
    CASE WHEN kind = 'FAILED' THEN CASE WHEN dead THEN 'ADDRESS_DEAD' ELSE 'FAILED' END END,
    jsonb_strip_nulls(jsonb_build_object('code', code)), at, received_at
  FROM new
  WHERE found AND kind <> 'ACCEPTED'
)
SELECT call, provider, event_id, found IS TRUE AS found, state IS NOT DISTINCT FROM 'UNCERTAIN' AS uncertain FROM new
