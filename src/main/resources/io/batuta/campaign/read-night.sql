-- Reads how far a night has come.
-- $1 creditor int4, $2 night date.
-- Rows: one, or none when the night was never begun. Locks: none. Twice is harmless: reads only.
SELECT n.state, n.members,
  COALESCE((
    SELECT jsonb_agg(s.tally)
    FROM night_shard s
    WHERE s.creditor_id = n.creditor_id AND s.night = n.night AND s.step = 'plan'), '[]') AS tallies
FROM night n
WHERE n.creditor_id = $1 AND n.night = $2
