-- The point of no return, committed before any provider is called: what is SENDING may have left, and is never
-- sent again. Keeps the words beside it.
-- $1 contacts uuid[], $2 their words text[], $3 the run uuid, $4 now timestamptz.
-- Rows: the contacts that may be sent. One that was cancelled since the claim is not among them, nor one whose debtor
-- paid, answered or said stop since it was planned: it stays CLAIMED until the rescuer frees it, and the next claim
-- withholds it.
-- Locks: each contact; one that somebody holds is passed over, since its holder is about to cancel it. If it was
-- not cancelled, the rescuer frees it.
-- Twice is harmless: the second call finds nothing CLAIMED by this run, and so sends nothing.
WITH held AS (
  SELECT p.contact_id
  FROM planned_contact p
  WHERE p.contact_id = ANY ($1::uuid[]) AND p.state = 'CLAIMED' AND p.claimed_by = $3
    -- What ended contact after the claim was read, and found no row of ours to cancel then.
    AND NOT EXISTS (
      SELECT FROM contact_history h WHERE h.debtor_id = p.debtor_id AND h.stopped_at >= p.planned_at)
  FOR UPDATE SKIP LOCKED
), marked AS (
  UPDATE planned_contact c SET
    state = 'SENDING',
    reason = NULL,
    sending_at = $4,
    tries = c.tries + 1
  FROM held
  WHERE c.contact_id = held.contact_id
  RETURNING c.contact_id, c.creditor_id, c.debtor_id, c.channel
), kept AS (
  INSERT INTO words (creditor_id, debtor_id, contact_id, direction, channel, text, occurred_at)
  SELECT m.creditor_id, m.debtor_id, m.contact_id, 'out', m.channel, w.text, $4::timestamptz
  FROM marked m
  JOIN unnest($1::uuid[], $2::text[]) AS w (contact_id, text) ON w.contact_id = m.contact_id
)
SELECT contact_id FROM marked
