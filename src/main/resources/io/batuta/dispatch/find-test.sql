-- What a test of a campaign on a channel needs: the latest version of its template, and who carries the channel.
-- $1 creditor int4, $2 campaign text, $3 channel text, $4 language text (null: Spanish, or the first there is), $5 now.
-- Rows: one, or none where the campaign is not there; template_id, provider null where there is none; recent: tests sent in
-- the hour before now. Locks: none. Twice is harmless: it only reads.
SELECT m.template_id, m.name, m.version, m.language, m.subject, m.body, r.provider, r.sender, r.unit_cost_micros,
  (SELECT count(*) FROM test_send s WHERE s.creditor_id = $1 AND s.sent_at > $5::timestamptz - interval '1 hour')::int4
    AS recent
FROM campaign c
LEFT JOIN LATERAL (
  SELECT t.template_id, t.name, t.version, t.language, t.subject, t.body
  FROM jsonb_each_text(c.templates -> $3::text) AS l (language, template)
  JOIN message_template t ON t.creditor_id = c.creditor_id AND t.name = l.template AND t.channel = $3
  WHERE $4::text IS NULL OR l.language = $4
  ORDER BY l.language = 'es' DESC, l.language, t.version DESC
  LIMIT 1) AS m ON true
LEFT JOIN channel_route r ON r.creditor_id = c.creditor_id AND r.channel = $3
WHERE c.creditor_id = $1 AND c.name = $2
