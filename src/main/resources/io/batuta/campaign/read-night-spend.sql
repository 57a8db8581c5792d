-- Adds up what campaigns with a budget have spent, or are about to, of some nights.
-- $1 creditors int4[], $2 nights date[], $3 campaigns int8[], one purse per place.
-- Rows: one per purse from which something was taken; micros are millionths of the currency unit. Locks: none.
-- Twice is harmless: reads only.
SELECT c.campaign_id, c.night, sum(c.cost_micros)::int8 AS micros
FROM unnest($1::int4[], $2::date[], $3::int8[]) AS purse (creditor_id, night, campaign_id)
JOIN planned_contact c ON c.creditor_id = purse.creditor_id AND c.night = purse.night
  AND c.campaign_id = purse.campaign_id
WHERE c.state NOT IN ('WITHHELD', 'CANCELLED', 'EXPIRED')
GROUP BY c.campaign_id, c.night
