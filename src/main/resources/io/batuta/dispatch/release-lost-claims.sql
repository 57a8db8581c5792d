-- Frees what a run claimed and then died with: it was not SENDING, so nothing left. One page.
-- $1 now timestamptz, $2 claimed before timestamptz, $3 contacts at most int4.
-- Rows: one, the number freed. Locks: the contacts of the page; one that somebody holds is passed over.
-- Twice is harmless. A run that was only slow finds its contacts no longer claimed by it, and leaves them alone.
WITH lost AS (
  SELECT contact_id
  FROM planned_contact
  WHERE state = 'CLAIMED' AND claimed_at <= $2
  ORDER BY claimed_at
  LIMIT $3
  FOR UPDATE SKIP LOCKED
), freed AS (
  UPDATE planned_contact c SET
    state = 'PLANNED',
    reason = 'CLAIM_LOST',
    claimed_by = NULL,
    claimed_at = NULL
  FROM lost
  WHERE c.contact_id = lost.contact_id
  RETURNING c.contact_id, c.creditor_id, c.debtor_id, c.account_id, c.night, c.campaign_id, c.channel,
    c.contact_point_id
), facts AS (
  INSERT INTO contact_fact (creditor_id, debtor_id, account_id, contact_id, night, campaign_id, kind, channel,
    contact_point_id, reason, occurred_at, recorded_at)
  SELECT creditor_id, debtor_id, account_id, contact_id, night, campaign_id, 'deferred', channel,
    contact_point_id, 'CLAIM_LOST', $1::timestamptz, $1::timestamptz
  FROM freed
)
SELECT count(*)::int4 AS contacts FROM freed
