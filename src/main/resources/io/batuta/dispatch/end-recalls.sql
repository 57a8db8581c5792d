-- Records how recalls ended. One that was recalled is proven to have reached nobody: it gives its attempt back, and its
-- words were never said; where nobody knew whether it had left, it is in flight no more. Of any other the ledger tells that it could not be called back.
-- $1 contacts uuid[], $2 states text[], $3 codes text[], $4 now timestamptz.
-- Rows: one per state, with its number. Locks: the contacts that were recalled in key order, these orders, then the
-- summaries of the debtors. The state is asked for by "state || ''": claim-due.sql says why.
-- Twice is harmless: what has ended is no longer pending.
WITH held AS MATERIALIZED (
  SELECT p.contact_id
  FROM planned_contact p
  JOIN unnest($1::uuid[], $2::text[]) AS e (contact_id, state) ON e.contact_id = p.contact_id AND e.state = 'recalled'
  ORDER BY p.contact_id
  FOR NO KEY UPDATE OF p
), ended AS (
  UPDATE recall_order r SET
    state = e.state,
    code = e.code,
    ended_at = $4
  FROM unnest($1::uuid[], $2::text[], $3::text[]) AS e (contact_id, state, code)
  WHERE r.contact_id = e.contact_id AND r.state || '' = 'pending' AND (SELECT count(*) FROM held) >= 0
  RETURNING r.contact_id, r.state, r.code, r.reason
), of AS MATERIALIZED (
  SELECT p.creditor_id, p.debtor_id, p.account_id, p.contact_id, p.night, p.campaign_id, p.channel, p.contact_point_id,
    e.state, e.code, e.reason
  FROM ended e
  JOIN planned_contact p ON p.contact_id = e.contact_id
), closed AS (
  UPDATE planned_contact p SET state = 'CLOSED', reason = o.reason
  FROM of o
  WHERE o.state = 'recalled' AND p.contact_id = o.contact_id AND p.state || '' = 'UNCERTAIN'
), facts AS (
  INSERT INTO contact_fact (creditor_id, debtor_id, account_id, contact_id, night, campaign_id, kind, channel,
    contact_point_id, reason, detail, occurred_at, recorded_at)
  SELECT creditor_id, debtor_id, account_id, contact_id, night, campaign_id,
    CASE state WHEN 'recalled' THEN 'not_sent' ELSE 'closed' END, channel, contact_point_id, reason,
    jsonb_strip_nulls(jsonb_build_object('recall', state, 'code', code)), $4, $4
  FROM of
  WHERE state <> 'unneeded'
), unsaid AS (
  DELETE FROM words w
  USING of o
  WHERE o.state = 'recalled' AND w.debtor_id = o.debtor_id AND w.contact_id = o.contact_id AND w.direction = 'out'
)
SELECT state, count(*)::int4 AS contacts FROM ended GROUP BY state
