-- Whatever a provider reports of a contact whose answer was lost, it proves that it left: from now on it was sent.
-- Its wait counts from the sending; where that is over already, the next minute closes it and the ladder goes on.
-- One that something ended while nobody knew whether it had left bears the reason since then
-- (suppression/silence-debtors.sql), and is closed by it.
-- A failure settles it the same way, so that reports in any order come to the same state; what became of it is told
-- by the facts, as of every sent contact.
-- $1 contacts uuid[], $2 now timestamptz.
-- Rows: none. Locks: these contacts in key order, then the summaries of their debtors.
-- The state is asked for by "state || ''": dispatch/claim-due.sql says why.
-- Twice is harmless: what is settled is no longer UNCERTAIN.
WITH held AS (
  SELECT contact_id
  FROM planned_contact
  WHERE contact_id = ANY ($1::uuid[]) AND state || '' = 'UNCERTAIN'
  ORDER BY contact_id
  FOR UPDATE
), settled AS (
  UPDATE planned_contact p SET
    state = CASE WHEN p.reason <> 'ANSWER_LOST' THEN 'CLOSED' ELSE 'SENT' END,
    reason = NULLIF(p.reason, 'ANSWER_LOST'),
    sent_at = p.sending_at,
    wait_until = p.sending_at + make_interval(secs => p.wait_seconds)
  FROM held
  WHERE p.contact_id = held.contact_id
  RETURNING p.*
)
INSERT INTO contact_fact (creditor_id, debtor_id, account_id, contact_id, night, campaign_id, kind, channel,
  contact_point_id, reason, occurred_at, recorded_at)
SELECT creditor_id, debtor_id, account_id, contact_id, night, campaign_id, 'sent', channel,
  contact_point_id, NULL, sending_at, $2::timestamptz
FROM settled
UNION ALL
SELECT creditor_id, debtor_id, account_id, contact_id, night, campaign_id, 'closed', channel,
  contact_point_id, reason, $2::timestamptz, $2::timestamptz
FROM settled
WHERE state = 'CLOSED'
