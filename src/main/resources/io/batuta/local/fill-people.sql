-- Makes up who debtors are, and a phone and an e-mail of theirs; nothing of it is anybody's.
-- $1 creditor int4, $2 debtors int8[], $3 names, $4 documents, $5 birth dates, $6 phones, $7 e-mails bytea[], each
-- encrypted, $8 hashes of the names, $9 of the documents bytea[], $10 seed int8: one debtor in twenty has no way to be
-- reached; null: each has one.
-- Rows affected: two per debtor who has them. Locks: none. Twice is not harmless: a debtor is one person.
WITH made AS MATERIALIZED (
  SELECT m.*
  FROM unnest($2::int8[], $3::bytea[], $4::bytea[], $5::bytea[], $6::bytea[], $7::bytea[], $8::bytea[], $9::bytea[])
    AS m (debtor_id, name, document, birth_date, phone, email, name_hash, document_hash)
), people AS (
  INSERT INTO person (debtor_id, creditor_id, encrypted_name, encrypted_document, encrypted_birth_date, name_hash,
    document_hash)
  SELECT debtor_id, $1::int4, name, document, birth_date, name_hash, document_hash FROM made
)
INSERT INTO contact_point (creditor_id, debtor_id, kind, encrypted_address, address_hash, rank)
SELECT $1::int4, m.debtor_id, k.kind, k.address, sha256(convert_to(k.kind || m.debtor_id, 'UTF8')), k.rank
FROM made m
CROSS JOIN LATERAL (VALUES ('phone', m.phone, 1), ('email', m.email, 2)) AS k (kind, address, rank)
WHERE $10::int8 IS NULL OR abs(hashint8extended(m.debtor_id, $10::int8 + 8) % 20) <> 0
