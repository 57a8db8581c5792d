-- Takes out of a claim what may not leave now: put off, withheld, or not to be rendered.
-- $1 contacts uuid[], $2 new states text[], $3 due again timestamptz[] (null: unchanged), $4 reasons text[],
-- $5 rules that said so text[] (null: none), $6 now timestamptz.
-- Rows: one per new state, with its number of contacts.
-- Locks: none but those that the claim of this transaction holds already.
-- The state is asked for by "state || ''": claim-due.sql says why.
-- Twice is harmless: what is WITHHELD or FAILED no longer waits, and what is put off is put off to the same hour.
WITH judged AS (
  SELECT j.contact_id, j.state, j.due_at, j.reason, j.rule
  FROM unnest($1::uuid[], $2::text[], $3::timestamptz[], $4::text[], $5::text[])
    AS j (contact_id, state, due_at, reason, rule)
), aside AS (
  UPDATE planned_contact c SET
    state = j.state,
    reason = j.reason,
    due_at = COALESCE(j.due_at, c.due_at),
    claimed_by = NULL,
    claimed_at = NULL
  FROM judged j
  WHERE c.contact_id = j.contact_id AND c.state || '' IN ('PLANNED', 'DEFERRED')
  RETURNING c.contact_id, c.creditor_id, c.debtor_id, c.account_id, c.night, c.campaign_id, c.channel,
    c.contact_point_id, c.state, c.reason, j.rule
), facts AS (
  INSERT INTO contact_fact (creditor_id, debtor_id, account_id, contact_id, night, campaign_id, kind, channel,
    contact_point_id, reason, detail, occurred_at, recorded_at)
  SELECT creditor_id, debtor_id, account_id, contact_id, night, campaign_id, lower(state), channel,
    contact_point_id, reason, jsonb_strip_nulls(jsonb_build_object('rule', rule)), $6::timestamptz, $6::timestamptz
  FROM aside
)
SELECT state, count(*)::int4 AS contacts FROM aside GROUP BY state
