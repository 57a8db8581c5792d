-- Takes out of a claim what may not leave now: put off, withheld, or not to be rendered.
-- $1 contacts uuid[], $2 new states text[], $3 due again timestamptz[] (null: unchanged), $4 reasons text[],
-- $5 rules that said so text[] (null: none), $6 the run uuid, $7 now timestamptz.
-- Rows: one per new state, with its number of contacts; fewer than given where a payment or stop came first.
-- Locks: each contact; one that somebody holds is passed over, since its holder is about to cancel it, and
-- waiting for each other in a ring would lose the batch. If it was not cancelled, the rescuer frees it.
-- Twice is harmless: what was set aside is no longer CLAIMED by this run.
WITH judged AS (
  SELECT j.contact_id, j.state, j.due_at, j.reason, j.rule
  FROM unnest($1::uuid[], $2::text[], $3::timestamptz[], $4::text[], $5::text[])
    AS j (contact_id, state, due_at, reason, rule)
), held AS (
  SELECT contact_id
  FROM planned_contact
  WHERE contact_id = ANY ($1::uuid[]) AND state = 'CLAIMED' AND claimed_by = $6
  FOR UPDATE SKIP LOCKED
), aside AS (
  UPDATE planned_contact c SET
    state = j.state,
    reason = j.reason,
    due_at = COALESCE(j.due_at, c.due_at),
    claimed_by = NULL,
    claimed_at = NULL
  FROM held
  JOIN judged j ON j.contact_id = held.contact_id
  WHERE c.contact_id = held.contact_id
  RETURNING c.contact_id, c.creditor_id, c.debtor_id, c.account_id, c.night, c.campaign_id, c.channel,
    c.contact_point_id, c.state, c.reason, j.rule
), facts AS (
  INSERT INTO contact_fact (creditor_id, debtor_id, account_id, contact_id, night, campaign_id, kind, channel,
    contact_point_id, reason, detail, occurred_at, recorded_at)
  SELECT creditor_id, debtor_id, account_id, contact_id, night, campaign_id, lower(state), channel,
    contact_point_id, reason, jsonb_strip_nulls(jsonb_build_object('rule', rule)), $7::timestamptz, $7::timestamptz
  FROM aside
)
SELECT state, count(*)::int4 AS contacts FROM aside GROUP BY state
