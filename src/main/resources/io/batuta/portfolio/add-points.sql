-- Adds the contact points of the debtors that add-debtors.sql added, in the order of the file. One that stands in several
-- rows was encrypted in each, differently: any of them will do.
-- $1 import uuid, $2 creditor int4.
-- Rows: as many as were added. Locks: none but the new rows.
-- Twice is not harmless: an address stands once, and the second is refused. It is run once in the import's transaction.
INSERT INTO contact_point (creditor_id, debtor_id, kind, encrypted_address, address_hash, rank)
SELECT $2, d.debtor_id, p.kind, decode(min(p.address), 'hex'), decode(p.hash, 'hex'),
  row_number() OVER (PARTITION BY d.debtor_id, p.kind ORDER BY min(r.line * 64 + p.place))
FROM import_row r
JOIN debtor d ON d.creditor_id = $2 AND d.number = r.debtor_number
CROSS JOIN LATERAL unnest(r.point_kinds, r.point_encrypted, r.point_hashes) WITH ORDINALITY
  AS p (kind, address, hash, place)
WHERE r.import_id = $1 AND r.outcome IS NULL
GROUP BY d.debtor_id, p.kind, p.hash
