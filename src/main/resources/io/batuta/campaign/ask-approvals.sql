-- Holds the campaigns of a night that was just cut, where the creditor wants a second person over a size: how large they
-- are is known once they are planned.
-- $1 creditor int4, $2 night date, $3 now timestamptz.
-- Rows: none. Locks: its own rows. Twice is harmless: a campaign is held once a night; one cut again is held again.
INSERT INTO campaign_approval (creditor_id, night, campaign_id, state, members, asked_at)
SELECT m.creditor_id, m.night, m.campaign_id, 'planning', count(*), $3
FROM segment_member m
WHERE m.creditor_id = $1 AND m.night = $2
  AND EXISTS (SELECT FROM approval_rule r WHERE r.creditor_id = $1)
GROUP BY m.creditor_id, m.night, m.campaign_id
ON CONFLICT (creditor_id, night, campaign_id) DO UPDATE SET
  state = 'planning', members = EXCLUDED.members, asked_at = EXCLUDED.asked_at, decided_by = NULL, decided_at = NULL
