-- The addresses that contacts of a night went to, so that a run that was killed can play on.
-- $1 night date. Rows: one a contact of that night that a carrier may know of. Locks: none. Reads only.
SELECT c.contact_id, c.debtor_id, p.encrypted_address
FROM planned_contact c
JOIN contact_point p ON p.contact_point_id = c.contact_point_id
WHERE c.night = $1 AND c.sending_at IS NOT NULL
ORDER BY c.contact_id
