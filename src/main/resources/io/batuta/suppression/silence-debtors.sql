-- Ends what is on its way to some debtors, and says so in the ledger.
-- $1 creditor int4, $2 debtors int8[], $3 reason text, $4 now timestamptz.
-- Rows: one, the number cancelled. Locks: the contacts in flight of these debtors; a claim that is just being
-- made is waited for and then cancelled, since its row is read again after the wait.
-- Twice is harmless: what is cancelled or closed is in flight no more.
WITH ended AS (
  UPDATE planned_contact SET
    state = CASE WHEN state IN ('SENT', 'FAILED') THEN 'CLOSED' ELSE 'CANCELLED' END,
    reason = $3
  WHERE creditor_id = $1 AND debtor_id = ANY ($2::int8[])
    AND state IN ('PLANNED', 'CLAIMED', 'DEFERRED', 'SENT', 'FAILED')
  RETURNING *
), facts AS (
  INSERT INTO contact_fact (creditor_id, debtor_id, account_id, contact_id, night, campaign_id, kind, channel,
    contact_point_id, reason, occurred_at, recorded_at)
  SELECT creditor_id, debtor_id, account_id, contact_id, night, campaign_id, lower(state), channel,
    contact_point_id, $3, $4, $4
  FROM ended
)
SELECT count(*) FILTER (WHERE state = 'CANCELLED')::int4 AS cancelled FROM ended
