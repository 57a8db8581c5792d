-- Makes up contacts that were sent by SMS an hour ago, to debtors who have a phone, the first of them first; with
-- their facts, so with their summaries. A contact's id ends with its debtor's number.
-- $1 contacts int4, $2 now timestamptz.
-- Rows affected: one fact per contact. Locks: the summaries of the debtors. Twice is not harmless: the tables must be
-- empty.
WITH sent AS (
  INSERT INTO planned_contact (contact_id, creditor_id, night, debtor_id, account_id, campaign_id, step, channel,
    provider, contact_point_id, template_id, state, priority, due_at, expires_at, wait_until, cost_micros, tries,
    planned_at, claimed_at, sending_at, sent_at, provider_message_id)
  SELECT ('00000000-0000-8000-8000-' || lpad(to_hex(p.debtor_id), 12, '0'))::uuid, p.creditor_id,
    ($2::timestamptz AT TIME ZONE 'UTC')::date, p.debtor_id, p.debtor_id, 1, 0, 'SMS', 'sandbox', p.contact_point_id,
    1, 'SENT', 1, $2::timestamptz - interval '2 hours', $2::timestamptz + interval '8 hours',
    $2::timestamptz + interval '1 day', 0, 1, $2::timestamptz - interval '3 hours',
    $2::timestamptz - interval '1 hour', $2::timestamptz - interval '1 hour', $2::timestamptz - interval '1 hour',
    'm-' || p.debtor_id
  FROM contact_point p
  WHERE p.kind = 'phone'
  ORDER BY p.debtor_id
  LIMIT $1::int4
  RETURNING *
)
INSERT INTO contact_fact (creditor_id, debtor_id, account_id, contact_id, night, campaign_id, kind, channel,
  contact_point_id, occurred_at, recorded_at)
SELECT creditor_id, debtor_id, account_id, contact_id, night, campaign_id, 'sent', channel, contact_point_id, sent_at,
  sent_at
FROM sent
