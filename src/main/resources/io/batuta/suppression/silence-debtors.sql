-- Ends what is on its way to some debtors, and says so in the ledger.
-- $1 creditor int4, $2 debtors int8[], $3 reason text, $4 now timestamptz.
-- Rows: one, the number cancelled. Locks: the contacts in flight of these debtors; a claim that is just being
-- made is waited for and then cancelled, since its row is read again after the wait.
-- Found by two partial indexes, each by its own states: both in one list would read the creditor's whole index of steps.
-- Twice is harmless: what is cancelled or closed is in flight no more.
WITH theirs AS (
  SELECT contact_id
  FROM planned_contact
  WHERE creditor_id = $1 AND debtor_id = ANY ($2::int8[]) AND state IN ('PLANNED', 'DEFERRED', 'SENT')
  UNION ALL
  SELECT contact_id
  FROM planned_contact
  WHERE creditor_id = $1 AND debtor_id = ANY ($2::int8[]) AND state = 'FAILED'
), ended AS (
  UPDATE planned_contact SET
    state = CASE WHEN state IN ('SENT', 'FAILED') THEN 'CLOSED' ELSE 'CANCELLED' END,
    reason = $3
  WHERE contact_id = ANY (ARRAY(SELECT contact_id FROM theirs))
    AND state IN ('PLANNED', 'DEFERRED', 'SENT', 'FAILED')
  RETURNING creditor_id, debtor_id, account_id, contact_id, night, campaign_id, state, channel, contact_point_id
), facts AS (
  INSERT INTO contact_fact (creditor_id, debtor_id, account_id, contact_id, night, campaign_id, kind, channel,
    contact_point_id, reason, occurred_at, recorded_at)
  SELECT creditor_id, debtor_id, account_id, contact_id, night, campaign_id, lower(state), channel,
    contact_point_id, $3, $4, $4
  FROM ended
)
SELECT count(*) FILTER (WHERE state = 'CANCELLED')::int4 AS cancelled FROM ended
