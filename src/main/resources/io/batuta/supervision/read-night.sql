-- The latest night up to a day, with where it stands.
-- $1 creditor int4, $2 day date.
-- Rows: one, or none. Locks: none. Twice is harmless: it only reads.
SELECT night, state, members
FROM night
WHERE creditor_id = $1 AND night <= $2
ORDER BY night DESC
LIMIT 1
