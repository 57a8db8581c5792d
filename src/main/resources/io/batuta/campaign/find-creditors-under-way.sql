-- Finds creditors with a contact that may still leave, or whose next step may follow.
-- Takes nothing.
-- Rows: one per such creditor, with what its law is found by. Locks: none. Twice is harmless: it only reads.
-- One look into a partial index per creditor; the list of states is the index's own, so that Postgres may use it.
SELECT c.creditor_id, c.code, c.name, c.country, c.region, c.currency, c.time_zone, c.supervisor, c.fictional
FROM creditor c
WHERE EXISTS (
    SELECT FROM planned_contact p
    WHERE p.creditor_id = c.creditor_id
      AND p.state IN ('PLANNED', 'CLAIMED', 'SENDING', 'SENT', 'DEFERRED', 'UNCERTAIN'))
  OR c.creditor_id IN (SELECT p.creditor_id FROM planned_contact p WHERE p.state = 'FAILED')
ORDER BY c.creditor_id
