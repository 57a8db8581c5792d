-- What the contacts of a claim have in common: their creditors, the bounds these set, and from which sender this
-- provider carries each of their channels.
-- $1 creditors int4[], $2 provider text.
-- Rows: one per creditor; senders is a JSON object by channel, null when the provider carries none.
-- Locks: none. Twice is harmless: it only reads.
SELECT c.creditor_id, c.code, c.name, c.country, c.region, c.currency, c.time_zone, c.supervisor, c.fictional,
  h.definition AS house_rules,
  (SELECT jsonb_object_agg(r.channel, r.sender)
    FROM channel_route r
    WHERE r.creditor_id = c.creditor_id AND r.provider = $2) AS senders,
  EXISTS (SELECT FROM spend_limit l WHERE l.creditor_id = c.creditor_id)
    OR EXISTS (SELECT FROM creditor_rate e WHERE e.creditor_id = c.creditor_id AND e.provider = $2)
    OR EXISTS (SELECT FROM sender s WHERE s.creditor_id = c.creditor_id AND s.state <> 'new') AS limited
FROM creditor c
LEFT JOIN house_rules h ON h.creditor_id = c.creditor_id
WHERE c.creditor_id = ANY ($1::int4[])
