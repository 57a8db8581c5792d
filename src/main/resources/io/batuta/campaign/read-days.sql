-- Reads how often the members of a page were contacted of late: a month and the day that a zone may add.
-- $1 creditor int4, $2 night date, $3 after this debtor int8, $4 up to this debtor int8, inclusive, as read-members.sql.
-- Rows: one per debtor, day and channel, by debtor. Locks: none. Twice is harmless: reads only.
WITH page AS MATERIALIZED (
  SELECT m.debtor_id
  FROM segment_member m
  WHERE m.creditor_id = $1 AND m.night = $2 AND m.debtor_id > $3 AND m.debtor_id <= $4
  ORDER BY m.debtor_id
  LIMIT 5000
), span AS MATERIALIZED (
  SELECT max(debtor_id) AS last FROM page
)
SELECT t.debtor_id, t.day, t.channel, t.attempts, t.delivered, t.two_way
FROM page p
JOIN contact_day t ON t.debtor_id = p.debtor_id AND t.day >= $2::date - 32
  AND t.debtor_id > $3 AND t.debtor_id <= (SELECT last FROM span)
ORDER BY t.debtor_id, t.day, t.channel
