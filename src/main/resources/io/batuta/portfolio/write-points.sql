-- Writes the contact points of changed debtors in the order of the file, and withdraws those that it no longer has. What
-- is known to be dead, or to be somebody else's, stays so whatever the file says.
-- $1 import uuid, $2 creditor int4, $3 kinds of contact point the file speaks of text[].
-- Rows: none. Locks: the contact points of these debtors.
-- Twice is harmless: the same ranks are written again, and what is withdrawn is usable no more.
WITH said AS (
  SELECT d.debtor_id, p.kind, decode(min(p.address), 'hex') AS encrypted_address, decode(p.hash, 'hex') AS address_hash,
    row_number() OVER (PARTITION BY d.debtor_id, p.kind ORDER BY min(r.line * 64 + p.place)) AS rank
  FROM import_row r
  JOIN debtor d ON d.creditor_id = $2 AND d.number = r.debtor_number
  CROSS JOIN LATERAL unnest(r.point_kinds, r.point_encrypted, r.point_hashes) WITH ORDINALITY
    AS p (kind, address, hash, place)
  WHERE r.import_id = $1 AND r.debtor_changed
  GROUP BY d.debtor_id, p.kind, p.hash
), withdrawn AS (
  UPDATE contact_point c SET status = 'withdrawn'
  FROM (
    SELECT DISTINCT d.debtor_id
    FROM import_row r
    JOIN debtor d ON d.creditor_id = $2 AND d.number = r.debtor_number
    WHERE r.import_id = $1 AND r.debtor_changed
  ) changed
  WHERE c.debtor_id = changed.debtor_id AND c.kind = ANY ($3::text[]) AND c.status = 'usable'
    AND NOT EXISTS (SELECT FROM said s
      WHERE s.debtor_id = c.debtor_id AND s.kind = c.kind AND s.address_hash = c.address_hash)
)
INSERT INTO contact_point AS c (creditor_id, debtor_id, kind, encrypted_address, address_hash, rank)
SELECT $2, debtor_id, kind, encrypted_address, address_hash, rank
FROM said
ORDER BY debtor_id, kind, address_hash
ON CONFLICT (debtor_id, kind, address_hash) DO UPDATE SET
  rank = EXCLUDED.rank,
  encrypted_address = COALESCE(c.encrypted_address, EXCLUDED.encrypted_address),
  status = CASE c.status WHEN 'withdrawn' THEN 'usable' ELSE c.status END
