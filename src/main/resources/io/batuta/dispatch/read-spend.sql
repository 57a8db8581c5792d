-- What the limited channels of some creditors have cost today and this month, by each creditor's zone.
-- $1 creditors int4[], $2 now timestamptz.
-- Rows: one per limit: creditor_id, channel, currency, day_minor and month_minor (null: no bound), day_micros, month_micros.
-- Locks: none; who keeps to a limit holds it since a statement before. Twice is harmless: it only reads.
SELECT l.creditor_id, l.channel, c.currency, l.day_minor, l.month_minor,
  COALESCE(sum(s.micros) FILTER (WHERE s.day = t.today), 0)::int8 AS day_micros,
  COALESCE(sum(s.micros), 0)::int8 AS month_micros
FROM spend_limit l
JOIN creditor c ON c.creditor_id = l.creditor_id
CROSS JOIN LATERAL (SELECT ($2::timestamptz AT TIME ZONE c.time_zone)::date AS today) AS t
LEFT JOIN spend s ON s.creditor_id = l.creditor_id AND s.channel = l.channel
  AND s.day >= date_trunc('month', t.today)::date AND s.day <= t.today
WHERE l.creditor_id = ANY ($1::int4[])
GROUP BY l.creditor_id, l.channel, c.currency, l.day_minor, l.month_minor
ORDER BY l.creditor_id, l.channel
