-- Lets go of what nights left behind, some at a time: members of old nights, contacts that ended long ago, recalls. The
-- ledger keeps what became of them.
-- $1 members of nights before this date, $2 contacts before this one that never left uuid, $3 rows of each at most
-- int4, $4 contacts before this one that were sent uuid: a complaint about a message may come a year after it.
-- Rows: one; gone: how many rows went. Locks: those rows; what somebody holds is left for the next time.
-- Twice is harmless: what is gone is gone.
WITH member AS (
  DELETE FROM segment_member m
  USING (SELECT creditor_id, night, debtor_id FROM segment_member
    WHERE night < $1::date AND creditor_id IN (SELECT creditor_id FROM creditor)
    LIMIT $3::int4
    FOR UPDATE SKIP LOCKED) AS old
  WHERE m.creditor_id = old.creditor_id AND m.night = old.night AND m.debtor_id = old.debtor_id
  RETURNING 1
), contact AS (
  DELETE FROM planned_contact c
  USING (SELECT contact_id FROM planned_contact
    WHERE contact_id < $2::uuid AND state IN ('CLOSED', 'WITHHELD', 'CANCELLED', 'EXPIRED')
      AND (sending_at IS NULL OR contact_id < $4::uuid)
    ORDER BY contact_id
    LIMIT $3::int4
    FOR UPDATE SKIP LOCKED) AS old
  WHERE c.contact_id = old.contact_id
  RETURNING 1
), recall AS (
  DELETE FROM recall_order r
  USING (SELECT contact_id FROM recall_order
    WHERE state <> 'pending' AND ended_at < $1::date
    LIMIT $3::int4
    FOR UPDATE SKIP LOCKED) AS old
  WHERE r.contact_id = old.contact_id
)
SELECT ((SELECT count(*) FROM member) + (SELECT count(*) FROM contact))::int4 AS gone
