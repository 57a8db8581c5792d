-- Keeps a body that was read, and each of its events once, however often it comes.
-- $1 path text, $2 received at timestamptz, $3 headers text (JSON), $4 body bytea, then a column per field of the
-- events: $5 providers text[], $6 event ids text[], $7 channels text[], $8 provider's message ids text[],
-- $9 contacts uuid[], $10 kinds text[], $11 codes text[], $12 address is dead bool[], $13 hashes of who replied
-- text[] (hex), $14 words text[], $15 occurred at timestamptz[]. Ordered by provider and event id.
-- Rows: provider and event id of each event that is new.
-- Locks: the new keys, in order; whoever brings the same event at the same moment waits, and finds it taken.
-- Twice is harmless: a body of which every event is known is not even kept again.
WITH told AS (
  SELECT DISTINCT ON (t.provider, t.event_id) t.*
  FROM unnest($5::text[], $6::text[], $7::text[], $8::text[], $9::uuid[], $10::text[], $11::text[], $12::bool[],
    $13::text[], $14::text[], $15::timestamptz[])
    AS t (provider, event_id, channel, message_id, contact_id, kind, code, dead, hash, words, occurred_at)
  WHERE NOT EXISTS (
    SELECT FROM callback_event e WHERE e.provider = t.provider AND e.event_id = t.event_id)
  ORDER BY t.provider, t.event_id
), body AS (
  INSERT INTO callback_body (provider, received_at, state, headers, body)
  SELECT $1, $2, 'read', $3::text::jsonb, $4
  WHERE cardinality($5::text[]) = 0 OR EXISTS (SELECT FROM told)
  RETURNING callback_id
)
INSERT INTO callback_event (provider, event_id, callback_id, channel, provider_message_id, contact_id, kind, code,
  address_is_dead, address_hash, words, occurred_at, recorded_at)
SELECT t.provider, t.event_id, b.callback_id, t.channel, t.message_id, t.contact_id, t.kind, t.code,
  t.dead, decode(t.hash, 'hex'), t.words, t.occurred_at, $2
FROM told t
CROSS JOIN body b
ORDER BY t.provider, t.event_id
ON CONFLICT (provider, event_id) DO NOTHING
RETURNING provider, event_id
