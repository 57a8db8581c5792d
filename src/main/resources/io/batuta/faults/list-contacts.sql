-- Every contact that was planned, as the ledger and its row tell it, to be held against what the provider received.
-- Rows: one per contact. Locks: none. Twice is harmless: it only reads.
SELECT c.contact_id, c.state, c.reason, c.due_at, c.expires_at, c.tries,
  count(*) FILTER (WHERE f.kind = 'sent') AS sent,
  count(*) FILTER (WHERE f.kind = 'uncertain') AS uncertain,
  count(*) FILTER (WHERE f.kind = 'delivered' OR f.kind = 'failed' AND f.reason = 'FAILED') AS reported,
  count(*) FILTER (WHERE f.kind = 'closed' AND f.reason = 'NEVER_CONFIRMED') AS unconfirmed
FROM planned_contact c
LEFT JOIN contact_fact f ON f.contact_id = c.contact_id
GROUP BY c.contact_id
ORDER BY c.contact_id
