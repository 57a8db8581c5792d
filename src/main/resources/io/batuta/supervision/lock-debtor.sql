-- Takes one debtor for an agent's result, with the contact that is out on that channel, if any.
-- $1 creditor int4, $2 number text, $3 channel text, $4 contact point int8 (null: none named),
-- $5 the request's own key uuid (null: none).
-- Rows: one, or none. Locks: the debtor's row, so that the same result sent twice at once is seen.
-- Twice is harmless: it only reads; told_before says that this key was recorded.
SELECT d.debtor_id, out.contact_id, out.night, out.campaign_id, out.account_id,
  ($4::int8 IS NULL OR EXISTS (SELECT FROM contact_point c WHERE c.contact_point_id = $4 AND c.debtor_id = d.debtor_id))
    AS point_is_known,
  ($5::uuid IS NOT NULL AND EXISTS (SELECT FROM contact_fact f
    WHERE f.debtor_id = d.debtor_id AND f.detail->>'request' = $5::uuid::text)) AS told_before
FROM debtor d
LEFT JOIN LATERAL (
  SELECT contact_id, night, campaign_id, account_id
  FROM planned_contact
  WHERE creditor_id = $1 AND debtor_id = d.debtor_id AND channel = $3 AND state IN ('SENT', 'UNCERTAIN')
  LIMIT 1
) out ON true
WHERE d.creditor_id = $1 AND d.number = $2
FOR UPDATE OF d
