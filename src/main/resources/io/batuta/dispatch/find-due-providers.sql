-- Which providers have something to send now.
-- $1 providers that we can call text[], $2 now timestamptz.
-- Rows: one per provider with a due contact. Locks: none. Twice is harmless: it only reads.
SELECT p.provider
FROM unnest($1::text[]) AS p (provider)
WHERE EXISTS (
  SELECT FROM planned_contact c
  WHERE c.provider = p.provider AND c.state IN ('PLANNED', 'DEFERRED') AND c.due_at <= $2 AND c.expires_at > $2
    AND c.campaign_id NOT IN (SELECT campaign_id FROM campaign WHERE paused))
ORDER BY p.provider
