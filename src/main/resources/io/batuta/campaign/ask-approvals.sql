-- Holds the campaigns of a night that was just cut, where the creditor wants a second person over a size: how large they
-- are is known once they are planned. The size, and who wrote the campaign since the cut of its last approved night, are
-- kept as they stand now: who changes them afterwards changes nothing for this night.
-- $1 creditor int4, $2 night date, $3 now timestamptz.
-- Rows: none. Locks: its own rows. Twice is harmless: a campaign is held once a night; one cut again is held again.
INSERT INTO campaign_approval (creditor_id, night, campaign_id, state, members, asked_at, writers, over_members,
  over_cost_minor)
SELECT $1, $2, m.campaign_id, 'planning', m.members, $3, ARRAY(
    SELECT g.changed_by FROM campaign g WHERE g.campaign_id = m.campaign_id AND g.changed_by IS NOT NULL
    UNION
    SELECT w.written_by FROM campaign_writer w
    WHERE w.campaign_id = m.campaign_id AND w.written_at > COALESCE((
      SELECT max(a.cut_at) FROM campaign_approval a
      WHERE a.creditor_id = $1 AND a.campaign_id = m.campaign_id AND a.night <> $2 AND a.state = 'approved'), '-infinity')
    ORDER BY 1), r.members, r.cost_minor
FROM (
  SELECT campaign_id, count(*) AS members
  FROM segment_member
  WHERE creditor_id = $1 AND night = $2
  GROUP BY campaign_id) AS m
JOIN approval_rule r ON r.creditor_id = $1
ON CONFLICT (creditor_id, night, campaign_id) DO UPDATE SET
  state = 'planning', members = EXCLUDED.members, asked_at = EXCLUDED.asked_at, decided_by = NULL, decided_at = NULL,
  writers = ARRAY(SELECT unnest(campaign_approval.writers) UNION SELECT unnest(EXCLUDED.writers) ORDER BY 1),
  over_members = EXCLUDED.over_members, over_cost_minor = EXCLUDED.over_cost_minor, cut_at = EXCLUDED.cut_at
