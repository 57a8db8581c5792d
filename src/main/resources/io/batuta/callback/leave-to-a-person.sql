-- Leaves replies that found nobody, or more than one, to a person; and says which creditors wrote to that address, so
-- that a "stop" in the words is heeded all the same: who said it may be open, where it was said is not. A reply that
-- may be to what is just being sent to the one debtor of its address waits until that is recorded (match-events.sql).
-- $1 providers text[], $2 event ids text[].
-- Rows: one for each such reply and creditor that wrote to its address on its channel in the 14 days before.
-- Locks: these events. Twice is harmless: what is left already is not left again.
WITH left_over AS (
  UPDATE callback_event e SET waits_for = 'person'
  FROM unnest($1::text[], $2::text[]) AS k (provider, event_id)
  WHERE e.provider = k.provider AND e.event_id = k.event_id
    AND e.matched_at IS NULL AND e.kind = 'REPLIED' AND e.contact_id IS NULL AND e.waits_for = 'contact'
    AND NOT EXISTS (
      SELECT
      FROM contact_point c
      JOIN planned_contact p ON p.creditor_id = c.creditor_id AND p.debtor_id = c.debtor_id
        AND p.night BETWEEN (e.occurred_at AT TIME ZONE 'UTC')::date - 16 AND (e.occurred_at AT TIME ZONE 'UTC')::date + 1
      WHERE c.address_hash = e.address_hash AND p.provider = e.provider AND p.channel = e.channel
        AND p.state IN ('SENDING', 'SENT', 'CLOSED', 'FAILED', 'UNCERTAIN')
        AND p.sending_at BETWEEN e.occurred_at - interval '14 days' AND e.occurred_at + interval '5 minutes'
      HAVING count(DISTINCT c.debtor_id) = 1 AND bool_or(p.state = 'SENDING'))
  RETURNING e.provider, e.event_id, e.channel, e.encrypted_words, e.address_hash, e.occurred_at
)
SELECT DISTINCT l.event_id, l.channel, l.encrypted_words, l.address_hash, l.occurred_at, c.creditor_id
FROM left_over l
JOIN contact_point c ON c.address_hash = l.address_hash
CROSS JOIN LATERAL (
  SELECT p.contact_id
  FROM generate_series(-16, 1) AS g (days)
  JOIN planned_contact p ON p.creditor_id = c.creditor_id AND p.debtor_id = c.debtor_id
    AND p.night = (l.occurred_at AT TIME ZONE 'UTC')::date + g.days
  WHERE p.channel = l.channel AND p.sending_at IS NOT NULL
  LIMIT 1) wrote
WHERE l.encrypted_words IS NOT NULL
