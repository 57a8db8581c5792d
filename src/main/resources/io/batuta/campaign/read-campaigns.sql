-- Reads all that the people of some creditors have set down: campaigns with segment, strategy and the latest
-- version of each template, routes and house rules.
-- $1 creditors int4[].
-- Rows: one per campaign, and one with a null campaign_id for a creditor without any. Locks: none.
-- Twice is harmless: reads only.
SELECT k.creditor_id,
  h.definition AS house_rules,
  (SELECT jsonb_object_agg(r.channel, jsonb_build_array(r.provider, r.unit_cost_micros))
   FROM channel_route r
   WHERE r.creditor_id = k.creditor_id) AS routes,
  c.campaign_id, c.name, c.segment, c.strategy, c.priority, c.starts_on, c.ends_on, c.budget_minor,
  c.holdout_percent, c.paused,
  s.rule,
  t.definition AS strategy_definition,
  (SELECT jsonb_agg(jsonb_build_array(l.language, m.template_id, m.name, m.version, m.channel, m.subject, m.body))
   FROM jsonb_each(c.templates) AS chosen (channel, languages)
   CROSS JOIN jsonb_each_text(chosen.languages) AS l (language, template)
   CROSS JOIN LATERAL (
     SELECT v.template_id, v.name, v.version, v.channel, v.subject, v.body
     FROM message_template v
     WHERE v.creditor_id = c.creditor_id AND v.name = l.template AND v.channel = chosen.channel
     ORDER BY v.version DESC
     LIMIT 1) AS m) AS templates
FROM unnest($1::int4[]) AS k (creditor_id)
LEFT JOIN house_rules h ON h.creditor_id = k.creditor_id
LEFT JOIN campaign c ON c.creditor_id = k.creditor_id
LEFT JOIN segment s ON s.creditor_id = c.creditor_id AND s.name = c.segment
LEFT JOIN strategy t ON t.creditor_id = c.creditor_id AND t.name = c.strategy
ORDER BY k.creditor_id, c.campaign_id
