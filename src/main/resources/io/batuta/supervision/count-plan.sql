-- What the night planned, where it stands, by channel and hour.
-- $1 creditor int4, $2 night date, $3 zone of the hours text.
-- Rows: channels x states x hours at most. Locks: none. Twice is harmless: it only reads.
SELECT channel, state, extract(hour FROM due_at AT TIME ZONE $3::text)::int4 AS hour,
  count(*) AS contacts, sum(cost_micros)::int8 AS cost_micros
FROM planned_contact
WHERE creditor_id = $1 AND night = $2
GROUP BY channel, state, 3
