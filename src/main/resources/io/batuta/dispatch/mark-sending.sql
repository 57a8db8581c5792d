-- Grants the permit: the point of no return, committed before any provider is called. What is SENDING may have left,
-- and is never sent again. Keeps the words beside it.
-- The caller shares the lock of the debtors since a statement before (share-debtors.sql): whatever ends contact takes
-- that lock, so what had ended by then is seen here, and nothing more can end before the permit commits.
-- $1 contacts uuid[], $2 their words bytea[], encrypted, $3 the run uuid, $4 now timestamptz.
-- Rows: the contacts that may be sent. One whose debtor paid, answered, said stop or went to a person since it was
-- planned is not among them: it stays as it was, and the next claim, which sees why, withholds it.
-- Locks: those that the claim of this transaction holds already, and what channels cost today.
-- The state is asked for by "state || ''": claim-due.sql says why.
-- Twice is harmless: the second call finds nothing that waits, and so sends nothing.
WITH marked AS (
  UPDATE planned_contact c SET
    state = 'SENDING',
    reason = NULL,
    claimed_by = $3,
    claimed_at = $4,
    sending_at = $4,
    tries = c.tries + 1
  FROM unnest($1::uuid[]) AS g (contact_id)
  WHERE c.contact_id = g.contact_id AND c.state || '' IN ('PLANNED', 'DEFERRED')
    -- What ended contact after the claim was read.
    AND EXISTS (
      SELECT FROM debtor d
      WHERE d.debtor_id = c.debtor_id AND d.status = 'active' AND d.balance_minor > 0
        AND CASE WHEN c.channel = ANY (d.revoked_channels) THEN false WHEN c.channel = ANY (d.given_channels) THEN true
          ELSE d.authorised_channels IS NULL OR c.channel = ANY (d.authorised_channels) END
        AND CASE WHEN d.bound_channels IS NULL THEN true ELSE c.channel <> ALL (unconsented(d.debtor_id, d.bound_channels,
          (SELECT k.address_hash FROM contact_point k WHERE k.contact_point_id = c.contact_point_id))) END
      OFFSET 0)
    AND EXISTS (
      SELECT FROM contact_point k
      WHERE k.contact_point_id = c.contact_point_id AND k.status = 'usable'
        AND NOT EXISTS (
          SELECT FROM opt_out o
          WHERE o.creditor_id = c.creditor_id AND o.channel = c.channel AND o.address_hash = k.address_hash)
      OFFSET 0)
    AND NOT EXISTS (SELECT FROM hold k WHERE k.debtor_id = c.debtor_id AND k.lifted_at IS NULL OFFSET 0)
    AND NOT EXISTS (
      SELECT FROM contact_history h WHERE h.debtor_id = c.debtor_id AND h.stopped_at >= c.planned_at OFFSET 0)
  RETURNING c.contact_id, c.creditor_id, c.debtor_id, c.channel, c.cost_micros
), kept AS (
  INSERT INTO words (creditor_id, debtor_id, contact_id, direction, channel, encrypted_text, occurred_at)
  SELECT m.creditor_id, m.debtor_id, m.contact_id, 'out', m.channel, w.words, $4::timestamptz
  FROM marked m
  JOIN unnest($1::uuid[], $2::bytea[]) AS w (contact_id, words) ON w.contact_id = m.contact_id
), spent AS (
  -- Counted for whoever has no limit too, so that one that is set holds for the month that has begun.
  INSERT INTO spend AS s (creditor_id, channel, day, micros)
  SELECT m.creditor_id, m.channel, ($4::timestamptz AT TIME ZONE c.time_zone)::date, sum(m.cost_micros)::int8
  FROM marked m
  JOIN creditor c ON c.creditor_id = m.creditor_id
  WHERE m.cost_micros > 0
  GROUP BY m.creditor_id, m.channel, ($4::timestamptz AT TIME ZONE c.time_zone)::date
  ORDER BY m.creditor_id, m.channel
  ON CONFLICT (creditor_id, channel, day) DO UPDATE SET micros = s.micros + EXCLUDED.micros
)
SELECT contact_id FROM marked
