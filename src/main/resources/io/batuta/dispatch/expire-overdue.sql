-- Ends what did not leave before its legal window closed. One page.
-- $1 now timestamptz, $2 contacts at most int4, $3 providers text[] (null: all).
-- Rows: one, the number expired. Locks: the contacts of the page; one that somebody holds is passed over.
-- Twice is harmless: what is expired is no longer planned.
WITH overdue AS (
  SELECT contact_id
  FROM planned_contact
  WHERE state IN ('PLANNED', 'DEFERRED') AND expires_at <= $1
    AND ($3::text[] IS NULL OR provider = ANY ($3::text[]))
  ORDER BY expires_at
  LIMIT $2
  FOR UPDATE SKIP LOCKED
), expired AS (
  UPDATE planned_contact c SET
    state = 'EXPIRED',
    reason = COALESCE((
      SELECT 'NOT_APPROVED'
      FROM campaign_approval a
      WHERE a.creditor_id = c.creditor_id AND a.night = c.night AND a.campaign_id = c.campaign_id
        AND a.state IN ('planning', 'waiting', 'expired')), (
      SELECT r.reason
      FROM channel_rest r  -- it stood still when the window closed
      WHERE r.creditor_id = c.creditor_id AND r.channel = c.channel AND r.until >= c.expires_at), c.reason)
  FROM overdue
  WHERE c.contact_id = overdue.contact_id
  RETURNING c.contact_id, c.creditor_id, c.debtor_id, c.account_id, c.night, c.campaign_id, c.channel,
    c.contact_point_id, c.reason
), facts AS (
  INSERT INTO contact_fact (creditor_id, debtor_id, account_id, contact_id, night, campaign_id, kind, channel,
    contact_point_id, reason, occurred_at, recorded_at)
  SELECT creditor_id, debtor_id, account_id, contact_id, night, campaign_id, 'expired', channel,
    contact_point_id, reason, $1::timestamptz, $1::timestamptz
  FROM expired
)
SELECT count(*)::int4 AS contacts FROM expired
