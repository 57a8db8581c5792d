-- The first promise, asked of the ledger: contacts that left twice. Either one contact was sent more than once, or one
-- debtor was sent the same step of the same night under two names.
-- No parameters. Rows: one, contacts too many; 0 when the promise held. Locks: none. Reads only.
WITH sent AS (
  SELECT debtor_id, night, contact_id
  FROM contact_fact
  WHERE kind = 'sent'
), same_contact AS (
  SELECT count(*) - count(DISTINCT contact_id) AS n FROM sent
), step AS (
  SELECT DISTINCT s.contact_id, s.debtor_id, s.night, c.step
  FROM sent s
  JOIN planned_contact c ON c.contact_id = s.contact_id
), same_step AS (
  SELECT count(*) - count(DISTINCT (debtor_id, night, step)) AS n FROM step
)
SELECT (same_contact.n + same_step.n)::bigint AS contacts
FROM same_contact, same_step
