-- A page of one debtor's facts over all channels, oldest first, each with the words that belong to it.
-- $1 creditor int4, $2 debtor int8, $3 after this time timestamptz, $4 and this fact int8, $5 limit int4.
-- Rows: limit at most. Locks: none. Twice is harmless: it only reads.
SELECT f.fact_id, f.occurred_at, f.kind, f.channel, f.contact_id, f.contact_point_id, f.night, f.reason,
  f.amount_minor, f.currency, f.due_on, f.detail, c.name AS campaign, said.encrypted_text AS words
FROM contact_fact f
LEFT JOIN campaign c ON c.campaign_id = f.campaign_id
LEFT JOIN LATERAL (
  SELECT w.encrypted_text
  FROM words w
  WHERE w.debtor_id = f.debtor_id
    AND w.channel = f.channel
    AND w.contact_id IS NOT DISTINCT FROM f.contact_id
    AND (f.kind = 'sent' AND w.direction = 'out'
      OR f.kind IN ('replied', 'failed') AND w.direction = 'in' AND w.occurred_at = f.occurred_at)
  ORDER BY w.words_id
  LIMIT 1
) said ON f.kind IN ('sent', 'replied', 'failed')
WHERE f.creditor_id = $1 AND f.debtor_id = $2
  AND (f.occurred_at, f.fact_id) > ($3, $4)
ORDER BY f.occurred_at, f.fact_id
LIMIT $5
