-- The nights of campaigns that waited for a second person, the latest first; those that wait before all others.
-- $1 creditor int4, $2 nights from date.
-- Rows: at most 200. ordered_by text[]: who may not approve. Locks: none. Twice is harmless: it only reads.
SELECT a.night, c.name, a.state, a.members, a.contacts, a.cost_micros, a.asked_at, a.expires_at, a.decided_by, a.decided_at,
  ARRAY(
    SELECT o.ordered_by FROM night_order o WHERE o.creditor_id = a.creditor_id AND o.night = a.night
    UNION
    SELECT c.changed_by WHERE c.changed_by IS NOT NULL
    ORDER BY 1) AS ordered_by
FROM campaign_approval a
JOIN campaign c ON c.campaign_id = a.campaign_id
WHERE a.creditor_id = $1 AND a.night >= $2 AND a.state <> 'small'
ORDER BY a.state IN ('planning', 'waiting') DESC, a.night DESC, c.name
LIMIT 200
