-- Closes what stayed uncertain for too long: no report told. It still counts as an attempt. One page.
-- $1 now timestamptz, $2 uncertain since before timestamptz, $3 contacts at most int4.
-- Rows: one, the number closed. Locks: the contacts of the page; one that somebody holds is passed over.
-- Twice is harmless: what is closed is no longer UNCERTAIN.
WITH silent AS (
  SELECT contact_id
  FROM planned_contact
  WHERE state = 'UNCERTAIN' AND claimed_at <= $2 AND sending_at <= $2
  ORDER BY claimed_at
  LIMIT $3
  FOR UPDATE SKIP LOCKED
), closed AS (
  UPDATE planned_contact c SET
    state = 'CLOSED',
    reason = 'NEVER_CONFIRMED'
  FROM silent
  WHERE c.contact_id = silent.contact_id
  RETURNING c.contact_id, c.creditor_id, c.debtor_id, c.account_id, c.night, c.campaign_id, c.channel,
    c.contact_point_id
), facts AS (
  INSERT INTO contact_fact (creditor_id, debtor_id, account_id, contact_id, night, campaign_id, kind, channel,
    contact_point_id, reason, occurred_at, recorded_at)
  SELECT creditor_id, debtor_id, account_id, contact_id, night, campaign_id, 'closed', channel,
    contact_point_id, 'NEVER_CONFIRMED', $1::timestamptz, $1::timestamptz
  FROM closed
)
SELECT count(*)::int4 AS contacts FROM closed
