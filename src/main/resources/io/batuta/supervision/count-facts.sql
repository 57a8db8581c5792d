-- What became of a night's contacts, by channel, reason and hour. A contact counts once for each kind: at its
-- first; an opened link is a reading.
-- $1 creditor int4, $2 night date, $3 recorded from, $4 recorded before timestamptz (they leave the other
-- months' partitions alone), $5 zone of the hours text.
-- Rows: kinds x channels x reasons x hours at most. Locks: none. Twice is harmless: it only reads.
WITH fact AS (
  SELECT CASE kind WHEN 'clicked' THEN 'read' ELSE kind END AS kind, channel, reason, contact_id, occurred_at
  FROM contact_fact
  WHERE creditor_id = $1 AND night = $2 AND recorded_at >= $3 AND recorded_at < $4
    AND kind IN ('withheld', 'deferred', 'sent', 'uncertain', 'delivered', 'read', 'clicked', 'failed', 'replied')
), first AS (
  SELECT kind, channel, min(occurred_at) AS at
  FROM fact
  WHERE kind NOT IN ('withheld', 'deferred') AND contact_id IS NOT NULL
  GROUP BY contact_id, kind, channel
)
SELECT kind, channel, NULL::text AS reason, extract(hour FROM at AT TIME ZONE $5::text)::int4 AS hour, count(*) AS facts
FROM first
GROUP BY kind, channel, 4
UNION ALL
SELECT kind, NULL, reason, NULL, count(*)
FROM fact
WHERE kind IN ('withheld', 'deferred')
GROUP BY kind, reason
