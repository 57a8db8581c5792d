-- What a cycle came to, from the facts alone: of the night itself by its date, of the day by when they were recorded.
-- Contacts are counted once however often a carrier reported.
-- $1 night date, $2 from timestamptz (inclusive), $3 until timestamptz (inclusive).
-- Rows: one, a JSON text of counts. Locks: none. Reads only.
WITH fact AS (
  SELECT * FROM contact_fact
  WHERE recorded_at BETWEEN $2::timestamptz AND $3::timestamptz
), withheld AS (
  SELECT reason, count(*) AS n
  FROM fact
  WHERE kind = 'withheld' AND night = $1::date
  GROUP BY reason
), sent AS (
  SELECT channel, count(DISTINCT contact_id) AS n
  FROM fact
  WHERE kind = 'sent'
  GROUP BY channel
), intents AS (
  SELECT intent, count(*) AS n
  FROM fact, jsonb_array_elements_text(detail->'intents') AS intent
  WHERE kind = 'replied'
  GROUP BY intent
)
SELECT jsonb_build_object(
  'debtors', (SELECT count(*) FROM debtor),
  'accounts', (SELECT count(*) FROM account),
  'members', (SELECT count(*) FROM segment_member WHERE night = $1::date),
  'planned', (SELECT count(*) FROM fact WHERE kind = 'planned' AND night = $1::date),
  'withheld', COALESCE((SELECT jsonb_object_agg(reason, n) FROM withheld), '{}'),
  'sent', COALESCE((SELECT jsonb_object_agg(channel, n) FROM sent), '{}'),
  'delivered', (SELECT count(DISTINCT contact_id) FROM fact WHERE kind = 'delivered'),
  'failed', (SELECT count(DISTINCT contact_id) FROM fact WHERE kind = 'failed'),
  'replied', (SELECT count(*) FROM fact WHERE kind = 'replied'),
  'intents', COALESCE((SELECT jsonb_object_agg(intent, n) FROM intents), '{}'),
  'promises', (SELECT count(*) FROM fact WHERE kind = 'promise_made'),
  'optedOut', (SELECT count(*) FROM fact WHERE kind = 'opted_out'),
  'paid', (SELECT count(*) FROM fact WHERE kind = 'paid'),
  'cancelled', (SELECT count(*) FROM fact WHERE kind = 'cancelled'),
  'uncertain', (SELECT count(DISTINCT contact_id) FROM fact WHERE kind = 'uncertain'),
  'ledgerFacts', (SELECT count(*) FROM contact_fact)
)::text AS summary
