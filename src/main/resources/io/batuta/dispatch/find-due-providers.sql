-- Which providers have something to send now, and of which campaigns.
-- $1 providers that we can call text[], $2 now timestamptz.
-- Rows: one per provider with a due contact of a campaign that is not paused and does not stand still. Locks: none.
-- Campaigns are found by leaps over the index of what is due, so that the contacts of a paused one are not looked at.
-- While a transaction is held open somewhere, a leap walks over all that was sent since: so it is done once, and
-- each claim is told the campaigns.
-- Twice is harmless: it only reads.
WITH RECURSIVE waiting AS (
  SELECT p.provider, (
    SELECT c.campaign_id
    FROM planned_contact c
    WHERE c.provider = p.provider AND c.state IN ('PLANNED', 'DEFERRED')
    ORDER BY c.campaign_id
    LIMIT 1) AS campaign_id
  FROM unnest($1::text[]) AS p (provider)
  UNION ALL
  SELECT w.provider, (
    SELECT c.campaign_id
    FROM planned_contact c
    WHERE c.provider = w.provider AND c.state IN ('PLANNED', 'DEFERRED') AND c.campaign_id > w.campaign_id
    ORDER BY c.campaign_id
    LIMIT 1)
  FROM waiting w
  WHERE w.campaign_id IS NOT NULL
)
SELECT w.provider, array_agg(w.campaign_id ORDER BY w.campaign_id) AS campaigns
FROM waiting w
WHERE w.campaign_id NOT IN (
    SELECT g.campaign_id
    FROM campaign g
    WHERE g.paused OR EXISTS (
      SELECT FROM standstill t
      WHERE t.lifted_at IS NULL AND t.channel IS NULL AND (t.creditor_id IS NULL OR t.creditor_id = g.creditor_id)))
  AND w.campaign_id NOT IN (SELECT a.campaign_id FROM campaign_approval a WHERE a.state IN ('planning', 'waiting'))
  AND EXISTS (
    SELECT FROM planned_contact c
    WHERE c.provider = w.provider AND c.campaign_id = w.campaign_id AND c.state IN ('PLANNED', 'DEFERRED')
      AND c.due_at <= $2 AND c.expires_at > $2)
GROUP BY w.provider
ORDER BY w.provider
