-- Finds the contact of each event, and marks it found. By our own id, if the provider carried it and it is that
-- provider's contact; else by the provider's message id; else, of a reply, by who wrote: the last contact on that
-- channel with the one debtor, of all creditors, whom this address has and whom we wrote to in the 14 days before. What
-- is being sent at this moment counts: the reply may be to it, so it waits until the send is recorded.
-- $1 providers text[], $2 event ids text[], $3 now timestamptz.
-- Rows: each event that is matched now, with its words, encrypted, and all that its consequences need, by debtor and time.
-- Locks: these events. A contact that is just being sent is not matched: what the send comes to is recorded first.
-- Twice is harmless: what is matched is not looked at again.
WITH told AS (
  SELECT e.*
  FROM callback_event e
  JOIN unnest($1::text[], $2::text[]) AS k (provider, event_id) ON k.provider = e.provider AND k.event_id = e.event_id
  WHERE e.matched_at IS NULL
), named AS (
  SELECT t.provider, t.event_id, p.contact_id
  FROM told t
  JOIN planned_contact p ON p.contact_id = t.contact_id AND p.provider = t.provider
  WHERE p.provider_message_id IS NULL OR t.provider_message_id IS NULL
    OR p.provider_message_id = t.provider_message_id
), numbered AS (
  SELECT t.provider, t.event_id, p.contact_id
  FROM told t
  JOIN planned_contact p ON p.provider = t.provider AND p.provider_message_id = t.provider_message_id
  WHERE t.contact_id IS NULL
), written AS (
  SELECT t.provider, t.event_id, (array_agg(l.contact_id ORDER BY l.sending_at DESC, l.contact_id))[1] AS contact_id
  FROM told t
  JOIN contact_point c ON c.address_hash = t.address_hash
  CROSS JOIN LATERAL (
    SELECT p.contact_id, p.sending_at
    FROM generate_series(-16, 1) AS g (days)
    JOIN planned_contact p ON p.creditor_id = c.creditor_id AND p.debtor_id = c.debtor_id
      AND p.night = (t.occurred_at AT TIME ZONE 'UTC')::date + g.days
    WHERE p.provider = t.provider AND p.channel = t.channel
      AND p.state IN ('SENDING', 'SENT', 'CLOSED', 'FAILED', 'UNCERTAIN')
      AND p.sending_at BETWEEN t.occurred_at - interval '14 days' AND t.occurred_at + interval '5 minutes'
    ORDER BY p.sending_at DESC
    LIMIT 1) l
  WHERE t.kind = 'REPLIED' AND t.contact_id IS NULL
    AND NOT EXISTS (SELECT FROM numbered n WHERE n.provider = t.provider AND n.event_id = t.event_id)
  GROUP BY t.provider, t.event_id
  HAVING count(DISTINCT c.debtor_id) = 1
), found AS (
  SELECT * FROM named UNION ALL SELECT * FROM numbered UNION ALL SELECT * FROM written
), settled AS (
  UPDATE callback_event e SET
    matched_at = $3,
    waits_for = NULL,
    contact_id = p.contact_id,
    encrypted_words = NULL
  FROM found f
  JOIN planned_contact p ON p.contact_id = f.contact_id AND p.state IN ('SENT', 'CLOSED', 'FAILED', 'UNCERTAIN')
  WHERE e.provider = f.provider AND e.event_id = f.event_id
  RETURNING e.provider, e.event_id, p.contact_id, p.creditor_id, p.debtor_id, p.account_id, p.night, p.campaign_id,
    p.channel, p.contact_point_id, p.state
)
SELECT s.provider, s.event_id, t.kind, t.code, t.address_is_dead, t.occurred_at, t.encrypted_words, t.address_hash AS written_from,
  s.contact_id, s.creditor_id, s.debtor_id, s.account_id, s.night, s.campaign_id, s.channel, s.contact_point_id, s.state,
  c.address_hash AS point_hash, d.time_zone, r.country, r.currency
FROM settled s
JOIN told t ON t.provider = s.provider AND t.event_id = s.event_id
JOIN creditor r ON r.creditor_id = s.creditor_id
LEFT JOIN debtor d ON d.debtor_id = s.debtor_id
LEFT JOIN contact_point c ON c.contact_point_id = s.contact_point_id
ORDER BY s.debtor_id, t.occurred_at, s.event_id
