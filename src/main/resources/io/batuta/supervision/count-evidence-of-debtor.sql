-- How many facts a regulator's file of one debtor holds, by kind and reason.
-- $1 creditor int4, $2 from timestamptz, $3 until timestamptz (exclusive), $4 debtor int8.
-- Rows: one a kind and reason. Locks: none. Twice is harmless: it only reads.
SELECT kind, COALESCE(reason, '') AS reason, count(*) AS facts
FROM contact_fact
WHERE creditor_id = $1 AND debtor_id = $4 AND recorded_at >= $2 AND recorded_at < $3
GROUP BY 1, 2
ORDER BY 1, 2
