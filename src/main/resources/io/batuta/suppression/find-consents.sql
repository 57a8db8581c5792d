-- Finds of whom some lines speak, and what was said last of the same channel and address.
-- $1 creditor int4, $2 lines int8[], $3 debtor numbers text[], $4 channels text[], $5 address hashes text[] (hex; null: by
-- the contact point, or the whole channel), $6 contact points int8[] (null: none named).
-- Rows: one per line whose debtor is there: line, debtor_id, hash text (hex), point_is_there bool, last_said text,
-- person_revoked_at timestamptz (null: no revocation by a person stands on the channel or the address).
-- Locks: none. Twice is harmless: it only reads.
SELECT l.line, d.debtor_id, encode(w.hash, 'hex') AS hash, l.point IS NULL OR k.address_hash IS NOT NULL AS point_is_there,
  (SELECT c.said
    FROM consent c
    WHERE c.debtor_id = d.debtor_id AND c.channel = l.channel AND c.address_hash IS NOT DISTINCT FROM w.hash
    ORDER BY c.ranked_at DESC, c.said DESC
    LIMIT 1) AS last_said,
  (SELECT max(o.ranked_at)
    FROM (
      SELECT DISTINCT ON (c.address_hash) c.said, c.by_person, c.ranked_at
      FROM consent c
      WHERE c.debtor_id = d.debtor_id AND c.channel = l.channel AND (c.address_hash IS NULL OR c.address_hash = w.hash)
      ORDER BY c.address_hash, c.ranked_at DESC, c.said DESC) AS o
    WHERE o.said = 'revoked' AND o.by_person) AS person_revoked_at
FROM unnest($2::int8[], $3::text[], $4::text[], $5::text[], $6::int8[]) AS l (line, debtor, channel, hash, point)
JOIN debtor d ON d.creditor_id = $1 AND d.number = l.debtor
LEFT JOIN contact_point k ON k.contact_point_id = l.point AND k.debtor_id = d.debtor_id
CROSS JOIN LATERAL (SELECT COALESCE(k.address_hash, decode(l.hash, 'hex')) AS hash) AS w
ORDER BY l.line
