-- The nights of campaigns that waited for a second person, the latest first; those that wait before all others.
-- $1 creditor int4, $2 nights from date.
-- Rows: at most 200. ordered_by text[]: who may not approve: who asked for the night, who wrote the campaign, and every key
-- of theirs: keys that one made, or that come from one maker, are one person. The installation is nobody's person.
-- Locks: none. Twice is harmless: it only reads.
WITH RECURSIVE key AS (
  SELECT 'key ' || encode(substring(key_hash FROM 1 FOR 8), 'hex') AS id, created_by
  FROM api_key
  WHERE creditor_id = $1 AND created_by IS NOT NULL AND created_by <> 'installation'
), ancestor AS (
  SELECT id, created_by AS of FROM key
  UNION
  SELECT a.id, k.created_by FROM ancestor a JOIN key k ON k.id = a.of
), person AS (
  -- Each key, and each maker itself, by who stands at the beginning.
  SELECT a.id, a.of FROM ancestor a WHERE NOT EXISTS (SELECT FROM key k WHERE k.id = a.of)
  UNION
  SELECT a.of, a.of FROM ancestor a WHERE NOT EXISTS (SELECT FROM key k WHERE k.id = a.of)
), shown AS (
  SELECT a.*, c.name, ARRAY(
      SELECT o.ordered_by FROM night_order o WHERE o.creditor_id = a.creditor_id AND o.night = a.night
      UNION
      SELECT unnest(a.writers)
      UNION
      SELECT c.changed_by WHERE c.changed_by IS NOT NULL) AS own
  FROM campaign_approval a
  JOIN campaign c ON c.campaign_id = a.campaign_id
  WHERE a.creditor_id = $1 AND a.night >= $2 AND a.state <> 'small'
  ORDER BY a.state IN ('planning', 'waiting') DESC, a.night DESC, c.name
  LIMIT 200
)
SELECT s.night, s.name, s.state, s.members, s.contacts, s.cost_micros, s.asked_at, s.expires_at, s.decided_by, s.decided_at,
  ARRAY(
    SELECT unnest(s.own)
    UNION
    SELECT other.id FROM person mine JOIN person other ON other.of = mine.of WHERE mine.id = ANY (s.own)
    ORDER BY 1) AS ordered_by
FROM shown s
ORDER BY s.state IN ('planning', 'waiting') DESC, s.night DESC, s.name
