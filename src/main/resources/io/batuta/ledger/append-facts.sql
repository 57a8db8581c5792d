-- Appends facts to the ledger; fold_facts updates the running summaries in the same transaction.
-- $1 creditors int4[], $2 debtors int8[], $3 kinds text[], $4 occurred timestamptz[], $5 accounts int8[],
-- $6 contacts uuid[], $7 nights date[], $8 campaigns int8[], $9 channels text[], $10 points int8[],
-- $11 reasons text[], $12 minor units int8[], $13 currencies text[], $14 promise days date[],
-- $15 details text[] (JSON), $16 recorded at timestamptz.
-- Rows: none. Locks: the summaries of the debtors named, in key order.
-- Twice is not harmless: the caller's statement or dedupe key decides that a fact is new.
INSERT INTO contact_fact (creditor_id, debtor_id, kind, occurred_at, account_id, contact_id, night, campaign_id,
  channel, contact_point_id, reason, amount_minor, currency, due_on, detail, recorded_at)
SELECT f.creditor_id, f.debtor_id, f.kind, f.occurred_at, f.account_id, f.contact_id, f.night, f.campaign_id,
  f.channel, f.contact_point_id, f.reason, f.amount_minor, f.currency, f.due_on, f.detail::jsonb, $16
FROM unnest($1::int4[], $2::int8[], $3::text[], $4::timestamptz[], $5::int8[], $6::uuid[], $7::date[], $8::int8[],
  $9::text[], $10::int8[], $11::text[], $12::int8[], $13::text[], $14::date[], $15::text[])
  AS f (creditor_id, debtor_id, kind, occurred_at, account_id, contact_id, night, campaign_id, channel,
    contact_point_id, reason, amount_minor, currency, due_on, detail)
