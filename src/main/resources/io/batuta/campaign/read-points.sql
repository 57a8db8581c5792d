-- Reads where the members of a page can be reached.
-- $1 creditor int4, $2 night date, $3 after this debtor int8, $4 up to this debtor int8, inclusive, as read-members.sql.
-- Rows: one per usable contact point and channel that was stopped on its address, one with a null channel where none
-- was, or that its consents leave out; by debtor, rank and point. Locks: none. Twice is harmless: reads only.
WITH page AS MATERIALIZED (
  SELECT m.debtor_id
  FROM segment_member m
  WHERE m.creditor_id = $1 AND m.night = $2 AND m.debtor_id > $3 AND m.debtor_id <= $4
  ORDER BY m.debtor_id
  LIMIT 5000
), span AS MATERIALIZED (
  SELECT max(debtor_id) AS last FROM page
)
SELECT c.debtor_id, c.contact_point_id, c.kind, c.rank::int4 AS rank, o.channel AS stopped
FROM page p
JOIN contact_point c ON c.debtor_id = p.debtor_id AND c.status = 'usable'
  AND c.debtor_id > $3 AND c.debtor_id <= (SELECT last FROM span)
LEFT JOIN opt_out o ON o.creditor_id = $1 AND o.address_hash = c.address_hash
UNION ALL
-- The few whose consents name addresses, found by an index of their own.
SELECT c.debtor_id, c.contact_point_id, c.kind, c.rank::int4, u.channel
FROM page p
JOIN debtor d ON d.debtor_id = p.debtor_id AND d.bound_channels IS NOT NULL
  AND d.debtor_id > $3 AND d.debtor_id <= (SELECT last FROM span)
JOIN contact_point c ON c.debtor_id = p.debtor_id AND c.status = 'usable'
  AND c.debtor_id > $3 AND c.debtor_id <= (SELECT last FROM span)
CROSS JOIN LATERAL unnest(unconsented(c.debtor_id, d.bound_channels, c.address_hash)) AS u (channel)
ORDER BY debtor_id, rank, contact_point_id
