-- The templates that the contacts of a claim name.
-- $1 templates int8[].
-- Rows: one per template that is there. Locks: none. Twice is harmless: it only reads.
SELECT template_id, name, version, language, subject, body
FROM message_template
WHERE template_id = ANY ($1::int8[])
