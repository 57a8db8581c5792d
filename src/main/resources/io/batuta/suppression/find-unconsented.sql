-- Whose contact on its way is on a channel, or to an address, that the debtor just took back.
-- $1 creditor int4, $2 debtors int8[], $3 channels text[], $4 address hashes text[] (hex; null: the whole channel),
-- $5 channels that are handed over text[]: of these what was handed over is on its way too, and is called back.
-- Rows: these debtors, by id. Locks: none; the permit asks again. Twice is harmless: it only reads.
SELECT DISTINCT c.debtor_id
FROM unnest($2::int8[], $3::text[], $4::text[]) AS r (debtor_id, channel, hash)
JOIN planned_contact c ON c.creditor_id = $1 AND c.debtor_id = r.debtor_id AND c.channel = r.channel
  AND c.state IN ('PLANNED', 'DEFERRED', 'SENT', 'SENDING', 'UNCERTAIN')
  AND (c.channel = ANY ($5::text[]) OR c.state || '' IN ('PLANNED', 'DEFERRED'))
LEFT JOIN contact_point k ON k.contact_point_id = c.contact_point_id
WHERE r.hash IS NULL OR k.address_hash = decode(r.hash, 'hex')
ORDER BY c.debtor_id
