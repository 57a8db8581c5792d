-- Says of a night that is planned which of its campaigns are over the size and wait for a second person; the others may
-- leave. Where the rule went away meanwhile, all may.
-- $1 creditor int4, $2 night date, $3 millionths in a minor unit int8, $4 now timestamptz.
-- Rows: none. Locks: the approvals of the night. Twice is harmless: what is settled is planning no more.
WITH planned AS (
  SELECT c.campaign_id, sum((t.part ->> 'planned')::int8)::int8 AS contacts, sum((t.part ->> 'costMicros')::int8)::int8 AS micros
  FROM night_shard s
  CROSS JOIN LATERAL jsonb_each(s.tally -> 'byCampaign') AS t (name, part)
  JOIN campaign c ON c.creditor_id = $1 AND c.name = t.name
  WHERE s.creditor_id = $1 AND s.night = $2 AND s.step = 'plan'
  GROUP BY c.campaign_id
), sized AS (
  SELECT a.campaign_id, COALESCE(p.contacts, 0) AS contacts, COALESCE(p.micros, 0) AS micros,
    COALESCE(a.members > r.members, false) OR COALESCE(p.micros > r.cost_minor * $3::int8, false) AS large
  FROM campaign_approval a
  LEFT JOIN planned p ON p.campaign_id = a.campaign_id
  LEFT JOIN approval_rule r ON r.creditor_id = $1
  WHERE a.creditor_id = $1 AND a.night = $2 AND a.state = 'planning'
)
UPDATE campaign_approval a SET
  state = CASE WHEN z.large AND z.contacts > 0 THEN 'waiting' ELSE 'small' END,
  contacts = z.contacts,
  cost_micros = z.micros,
  asked_at = $4,
  expires_at = CASE WHEN z.large THEN (
    SELECT max(p.expires_at)
    FROM planned_contact p
    WHERE p.creditor_id = $1 AND p.night = $2 AND p.campaign_id = z.campaign_id) END
FROM sized z
WHERE a.creditor_id = $1 AND a.night = $2 AND a.campaign_id = z.campaign_id AND a.state = 'planning'
