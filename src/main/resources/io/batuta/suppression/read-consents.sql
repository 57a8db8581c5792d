-- What was said of consent by one debtor, the latest first, and the channels that hold now.
-- $1 creditor int4, $2 number text.
-- Rows: one per word, one with a null channel where there is none; none where there is no such debtor. effective text[],
-- null: every channel. Locks: none. Twice is harmless: it only reads.
SELECT effective_channels(d.authorised_channels, d.given_channels, d.revoked_channels) AS effective,
  c.channel, c.said, c.said_at, c.proof_kind, c.proof, c.source, c.told_by, c.recorded_at,
  c.address_hash IS NOT NULL AS of_address,
  (SELECT min(k.contact_point_id) FROM contact_point k WHERE k.debtor_id = d.debtor_id AND k.address_hash = c.address_hash)
    AS contact_point
FROM debtor d
LEFT JOIN consent c ON c.debtor_id = d.debtor_id
WHERE d.creditor_id = $1 AND d.number = $2
ORDER BY c.said_at DESC, c.consent_id DESC
LIMIT 1000
