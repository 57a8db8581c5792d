-- Counts, for each channel of a creditor at a provider that sent something of late, what a brake judges: since its window
-- began, or since a person last let that channel go on, if that is later. Each brake that speaks of it is counted by its own
-- window and judged by its own bounds and sample. Of failures those of contacts sent since; of complaints all that came since,
-- however long ago it was sent, but of nothing that was sent before a person let the channel go on: what is known already
-- stops nothing a second time.
-- $1 now timestamptz.
-- Rows: one per brake, creditor, channel and provider that is not stopped already: the brake's bounds, since, and the counts.
-- Locks: none. Twice is harmless: it only reads.
WITH sending AS (
  SELECT DISTINCT creditor_id, channel, provider
  FROM sending_count
  WHERE counted_at > $1::timestamptz - interval '7 days' AND counted_at <= $1
), braked AS (
  SELECT s.creditor_id, s.channel, s.provider, b.complained_ppm, b.undelivered_ppm, b.failing_ppm, b.sample,
    COALESCE(l.lifted_at, '-infinity') AS lifted_at,
    GREATEST($1 - make_interval(mins => b.window_minutes), l.lifted_at) AS since
  FROM sending s
  JOIN brake b ON b.channel = s.channel AND (b.creditor_id = s.creditor_id OR b.creditor_id IS NULL)
    AND (b.provider = s.provider OR b.provider IS NULL)
  LEFT JOIN LATERAL (
    SELECT max(t.lifted_at) AS lifted_at
    FROM standstill t
    WHERE t.creditor_id = s.creditor_id AND t.channel = s.channel) AS l ON true
  WHERE NOT EXISTS (
    SELECT FROM standstill t
    WHERE t.lifted_at IS NULL AND t.creditor_id = s.creditor_id AND t.channel = s.channel)
)
SELECT b.creditor_id, b.channel, b.provider, b.complained_ppm, b.undelivered_ppm, b.failing_ppm, b.sample, b.since,
  c.sent, c.refused, c.uncertain, f.complained, f.undelivered
FROM braked b
CROSS JOIN LATERAL (
  SELECT COALESCE(sum(n.sent), 0)::int8 AS sent, COALESCE(sum(n.refused), 0)::int8 AS refused,
    COALESCE(sum(n.uncertain), 0)::int8 AS uncertain
  FROM sending_count n
  WHERE n.counted_at > b.since AND n.counted_at <= $1 AND n.creditor_id = b.creditor_id AND n.channel = b.channel
    AND n.provider = b.provider) AS c
CROSS JOIN LATERAL (
  SELECT count(DISTINCT x.contact_id) FILTER (WHERE x.kind = 'complained') AS complained,
    count(DISTINCT x.contact_id) FILTER (WHERE x.kind = 'failed') AS undelivered
  FROM contact_fact x
  CROSS JOIN LATERAL (
    SELECT FROM planned_contact p
    WHERE p.contact_id = x.contact_id AND p.provider = b.provider
      AND p.sent_at > CASE x.kind WHEN 'complained' THEN b.lifted_at ELSE b.since END
    OFFSET 0) AS p
  WHERE x.creditor_id = b.creditor_id AND x.channel = b.channel AND x.kind IN ('complained', 'failed')
    AND x.recorded_at > b.since AND x.recorded_at <= $1) AS f
ORDER BY b.creditor_id, b.channel, b.provider, b.since DESC
