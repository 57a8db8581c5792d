-- Which of the things that a campaign names are not there, or are for another channel or language.
-- $1 creditor int4, $2 segment text, $3 strategy text; one entry per template: $4 channels text[],
-- $5 languages text[], $6 names text[].
-- Rows: one per missing part: its field and what is wrong. Locks: none.
-- Twice is harmless: it only reads.
WITH named AS (
  SELECT t.channel, t.language, t.name
  FROM unnest($4::text[], $5::text[], $6::text[]) AS t (channel, language, name)
), found AS (
  SELECT n.channel, n.language, n.name, m.channel AS its_channel, m.language AS its_language
  FROM named n
  LEFT JOIN LATERAL (
    SELECT channel, language FROM message_template
    WHERE creditor_id = $1 AND name = n.name
    ORDER BY version DESC
    LIMIT 1
  ) m ON true
)
SELECT 'segment' AS field, 'no segment is called ' || $2::text AS message
WHERE NOT EXISTS (SELECT FROM segment WHERE creditor_id = $1 AND name = $2)
UNION ALL
SELECT 'strategy', 'no strategy is called ' || $3::text
WHERE NOT EXISTS (SELECT FROM strategy WHERE creditor_id = $1 AND name = $3)
UNION ALL
SELECT 'templates.' || channel || '.' || language,
  CASE
    WHEN its_channel IS NULL THEN 'no template is called ' || name
    WHEN its_channel <> channel THEN name || ' is written for ' || its_channel
    ELSE name || ' is written in ' || its_language
  END
FROM found
WHERE its_channel IS NULL OR its_channel <> channel OR its_language <> language
