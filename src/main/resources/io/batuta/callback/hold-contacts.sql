-- Holds the contacts that replies, complaints and opt-outs may end, before anything else is locked: those of the
-- debtors, and of whoever of the same creditor has one of the addresses. So a batch of many takes contacts before
-- summaries, as dispatch does, whatever follows from each.
-- $1 creditors int4[], $2 debtors int8[], a row for each debtor; $3 creditors int4[], $4 address hashes text[] (hex), a
-- row for each address.
-- Rows: one, the number held: it must be counted, else nothing is locked. Locks: the contacts in flight and those
-- that failed and whose ladder goes on, in key order.
-- Found by two partial indexes, each by its own states (see suppression/silence-debtors.sql).
-- Twice is harmless: reading only.
WITH concerned AS (
  SELECT c.creditor_id, c.debtor_id
  FROM unnest($1::int4[], $2::int8[]) AS c (creditor_id, debtor_id)
  UNION
  SELECT p.creditor_id, p.debtor_id
  FROM unnest($3::int4[], $4::text[]) AS a (creditor_id, hash)
  JOIN contact_point p ON p.address_hash = decode(a.hash, 'hex') AND p.creditor_id = a.creditor_id
), ending AS (
  SELECT p.contact_id
  FROM concerned c
  JOIN planned_contact p ON p.creditor_id = c.creditor_id AND p.debtor_id = c.debtor_id
  WHERE p.state IN ('PLANNED', 'DEFERRED', 'SENT', 'SENDING', 'UNCERTAIN')
  UNION ALL
  SELECT p.contact_id
  FROM concerned c
  JOIN planned_contact p ON p.creditor_id = c.creditor_id AND p.debtor_id = c.debtor_id
  WHERE p.state = 'FAILED'
), held AS (
  SELECT contact_id
  FROM planned_contact
  WHERE contact_id IN (SELECT contact_id FROM ending)
  ORDER BY contact_id
  FOR UPDATE
)
SELECT count(*) AS held FROM held
