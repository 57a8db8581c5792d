-- Ends what is on its way to some debtors, and says so in the ledger.
-- What is leaving at this moment, or has left for all that is known, is past recall: it is marked with the reason, and
-- ends by it once the provider's answer or report says where it stands (dispatch/complete-contacts.sql,
-- callback/settle-uncertain.sql). So its ladder ends, whichever of the two comes first.
-- What was handed to a dialler or courier is called back as well: the order stands from this commit on, and is carried
-- out by the next minute (dispatch/claim-recalls.sql).
-- What has reached somebody is not: of that contact the debtor knows, and mostly it is the one that was answered.
-- $1 creditor int4, $2 debtors int8[], $3 reason text, $4 now timestamptz, $5 channels that are handed over text[],
-- $6 accounts int8[] whose contacts alone are meant (null: all), $7 contacts that were answered uuid[].
-- Rows: one, the number cancelled. Locks: the contacts in flight of these debtors, in key order, as dispatch does; a
-- claim that is just being made is waited for and then cancelled, since its row is read again after the wait.
-- Found by two partial indexes, each by its own states: both in one list would read the creditor's whole index of steps.
-- Twice is harmless: what is cancelled or closed is in flight no more.
WITH theirs AS (
  SELECT contact_id
  FROM planned_contact
  WHERE creditor_id = $1 AND debtor_id = ANY ($2::int8[])
    AND state IN ('PLANNED', 'DEFERRED', 'SENT', 'SENDING', 'UNCERTAIN')
    AND ($6::int8[] IS NULL OR account_id = ANY ($6::int8[]))
  UNION ALL
  SELECT contact_id
  FROM planned_contact
  WHERE creditor_id = $1 AND debtor_id = ANY ($2::int8[]) AND state = 'FAILED'
    AND ($6::int8[] IS NULL OR account_id = ANY ($6::int8[]))
), held AS MATERIALIZED (
  SELECT contact_id
  FROM planned_contact
  WHERE contact_id = ANY (ARRAY(SELECT contact_id FROM theirs))
  ORDER BY contact_id
  FOR UPDATE
), ended AS (
  UPDATE planned_contact SET
    state = CASE
      WHEN state IN ('SENT', 'FAILED') THEN 'CLOSED'
      WHEN state IN ('PLANNED', 'DEFERRED') THEN 'CANCELLED'
      ELSE state END,
    reason = CASE WHEN state IN ('SENDING', 'UNCERTAIN') AND reason <> 'ANSWER_LOST' THEN reason ELSE $3 END
  WHERE contact_id = ANY (ARRAY(SELECT contact_id FROM held))
    AND state IN ('PLANNED', 'DEFERRED', 'SENT', 'FAILED', 'SENDING', 'UNCERTAIN')
  RETURNING creditor_id, debtor_id, account_id, contact_id, night, campaign_id, state, channel, contact_point_id,
    provider, sent_at
), recalls AS (
  INSERT INTO recall_order (contact_id, creditor_id, debtor_id, provider, reason, ordered_at, due_at)
  SELECT contact_id, creditor_id, debtor_id, provider, $3, $4, $4
  FROM ended
  WHERE channel = ANY ($5::text[]) AND (state IN ('SENDING', 'UNCERTAIN') OR sent_at IS NOT NULL)
    AND contact_id <> ALL ($7::uuid[])
    AND NOT EXISTS (
      SELECT FROM contact_progress g
      WHERE g.contact_id = ended.contact_id AND (g.delivered_at IS NOT NULL OR g.replied_at IS NOT NULL))
  ON CONFLICT (contact_id) DO NOTHING
), facts AS (
  INSERT INTO contact_fact (creditor_id, debtor_id, account_id, contact_id, night, campaign_id, kind, channel,
    contact_point_id, reason, occurred_at, recorded_at)
  SELECT creditor_id, debtor_id, account_id, contact_id, night, campaign_id, lower(state), channel,
    contact_point_id, $3, $4, $4
  FROM ended
  WHERE state IN ('CLOSED', 'CANCELLED')
)
SELECT count(*) FILTER (WHERE state = 'CANCELLED')::int4 AS cancelled FROM ended
