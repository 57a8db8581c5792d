-- Reads what the people of a creditor had set down when a night was cut, as read-campaigns.sql gave it then.
-- $1 creditor int4, $2 night date.
-- Rows: as read-campaigns.sql; none when the night was cut by a version that kept nothing. Locks: none.
-- Twice is harmless: reads only.
SELECT n.creditor_id, r.house_rules, r.routes, r.campaign_id, r.name, r.segment, r.strategy, r.priority, r.starts_on,
  r.ends_on, r.budget_minor, r.holdout_percent, r.paused, r.rule, r.strategy_definition, r.templates
FROM night n
CROSS JOIN LATERAL jsonb_to_recordset(n.plans) AS r (
  house_rules jsonb, routes jsonb, campaign_id bigint, name text, segment text, strategy text, priority integer,
  starts_on date, ends_on date, budget_minor bigint, holdout_percent smallint, paused boolean, rule text,
  strategy_definition jsonb, templates jsonb)
WHERE n.creditor_id = $1 AND n.night = $2
ORDER BY r.campaign_id
