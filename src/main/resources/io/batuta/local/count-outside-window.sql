-- The second promise, asked of the ledger: contacts that left outside Colombia's hours (Ley 2300 de 2023, article 3):
-- Monday to Friday 07:00 to 19:00, Saturday 08:00 to 15:00, never on a Sunday or public holiday, where the debtor is.
-- Written here once more and on purpose: it shares nothing with the code that keeps the window.
-- $1 public holidays date[]. Rows: one, contacts outside; 0 when the promise held. Locks: none. Reads only.
WITH attempt AS (
  SELECT f.contact_id, f.occurred_at AT TIME ZONE d.time_zone AS local
  FROM contact_fact f
  JOIN debtor d ON d.debtor_id = f.debtor_id
  JOIN creditor c ON c.creditor_id = f.creditor_id
  WHERE f.kind IN ('sent', 'uncertain') AND c.country = 'CO'
)
SELECT count(*)::bigint AS contacts
FROM attempt
WHERE NOT (
  local::date <> ALL ($1::date[])
  AND CASE extract(isodow FROM local)
    WHEN 7 THEN false
    WHEN 6 THEN local::time >= '08:00' AND local::time < '15:00'
    ELSE local::time >= '07:00' AND local::time < '19:00'
  END
)
