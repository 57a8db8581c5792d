-- Gives up waiting for runs that died while sending: whether it left cannot be known, so it counts as an attempt,
-- at the hour it was made, and is never sent again. One page.
-- $1 now timestamptz, $2 sending since before timestamptz, $3 contacts at most int4.
-- Rows: one, the number now uncertain. Locks: the contacts of the page; one that somebody holds is passed over.
-- Twice is harmless: what is uncertain is no longer SENDING.
WITH lost AS (
  SELECT contact_id
  FROM planned_contact
  WHERE state = 'SENDING' AND claimed_at <= $2 AND sending_at <= $2
  ORDER BY claimed_at
  LIMIT $3
  FOR UPDATE SKIP LOCKED
), doubted AS (
  UPDATE planned_contact c SET
    state = 'UNCERTAIN',
    reason = COALESCE(c.reason, 'ANSWER_LOST')  -- what ended it meanwhile is kept
  FROM lost
  WHERE c.contact_id = lost.contact_id
  RETURNING c.contact_id, c.creditor_id, c.debtor_id, c.account_id, c.night, c.campaign_id, c.channel,
    c.contact_point_id, c.sending_at
), facts AS (
  INSERT INTO contact_fact (creditor_id, debtor_id, account_id, contact_id, night, campaign_id, kind, channel,
    contact_point_id, reason, occurred_at, recorded_at)
  SELECT creditor_id, debtor_id, account_id, contact_id, night, campaign_id, 'uncertain', channel,
    contact_point_id, 'ANSWER_LOST', sending_at, $1::timestamptz
  FROM doubted
)
SELECT count(*)::int4 AS contacts FROM doubted
