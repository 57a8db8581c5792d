-- Takes recalls that are due, and counts the try before the provider is asked: however often a run dies, the tries end.
-- $1 now timestamptz, $2 at most int4, $3 seconds that a run may take over one int4.
-- Rows: each with what the provider calls it, and how far it came. Locks: these orders; one that somebody holds is
-- passed over. What is still being sent waits, since it may come to nothing.
-- Twice is harmless: what was taken is due again a minute later, then two, four, eight, and never before the run that took
-- it is over; where that died, a provider may be asked twice.
WITH due AS (
  SELECT r.contact_id
  FROM recall_order r
  JOIN planned_contact p ON p.contact_id = r.contact_id
  WHERE r.state = 'pending' AND r.due_at <= $1 AND p.state || '' <> 'SENDING'
  ORDER BY r.due_at
  LIMIT $2
  FOR UPDATE OF r SKIP LOCKED
), taken AS (
  UPDATE recall_order r SET
    tries = r.tries + 1,
    due_at = $1::timestamptz + GREATEST(make_interval(mins => power(2, LEAST(r.tries, 4))::int4), make_interval(secs => $3))
  FROM due
  WHERE r.contact_id = due.contact_id
  RETURNING r.contact_id, r.provider, r.tries
)
SELECT t.contact_id, t.provider, t.tries, p.channel, p.provider_message_id,
  p.sending_at IS NOT NULL AND p.state IN ('SENT', 'CLOSED', 'UNCERTAIN') AND g.failed_at IS NULL AS left_us,
  g.delivered_at IS NOT NULL OR g.replied_at IS NOT NULL AS arrived
FROM taken t
JOIN planned_contact p ON p.contact_id = t.contact_id
LEFT JOIN contact_progress g ON g.contact_id = t.contact_id
ORDER BY t.contact_id
