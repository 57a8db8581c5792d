-- Ends the waiting for a second person where the last window has closed: what was planned expired with it.
-- $1 now timestamptz.
-- Rows: one, the number ended. Locks: these approvals. Twice is harmless: what has ended waits no more.
WITH ended AS (
  UPDATE campaign_approval SET state = 'expired'
  WHERE state = 'waiting' AND expires_at <= $1
    -- A night that was begun and never ended must not hold its campaigns for ever; as long as one of its windows is open, it does.
    OR state = 'planning' AND asked_at <= $1::timestamptz - interval '2 days'
      AND NOT EXISTS (
        SELECT FROM planned_contact p
        WHERE p.creditor_id = campaign_approval.creditor_id AND p.night = campaign_approval.night
          AND p.campaign_id = campaign_approval.campaign_id AND p.state IN ('PLANNED', 'DEFERRED') AND p.expires_at > $1)
  RETURNING campaign_id
)
SELECT count(*)::int4 AS ended FROM ended
