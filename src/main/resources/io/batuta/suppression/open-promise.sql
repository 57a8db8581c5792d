-- Opens a promise; the one that was open before is replaced. Of two, the later said stands, whichever comes first; of
-- two said in the same moment, that of the later day.
-- $1 promise uuid, $2 creditor int4, $3 debtor int8, $4 contact uuid, $5 minor units int8 (null: no amount was said),
-- $6 currency text, $7 due on date, $8 made at timestamptz, $9 now timestamptz.
-- Rows: none. Locks: the debtor's open promise. Twice is harmless: the id is taken.
WITH replaced AS (
  UPDATE promise SET state = 'replaced', closed_at = $9
  WHERE debtor_id = $3 AND state = 'open' AND promise_id <> $1
    AND (made_at, due_on, COALESCE(amount_minor, -1), promise_id) <= ($8, $7, COALESCE($5::int8, -1), $1)
  RETURNING promise_id
), standing AS (
  SELECT EXISTS (
    SELECT FROM promise
    WHERE debtor_id = $3 AND state = 'open'
      AND (made_at, due_on, COALESCE(amount_minor, -1), promise_id) > ($8, $7, COALESCE($5::int8, -1), $1)) AS already
)
INSERT INTO promise (promise_id, creditor_id, debtor_id, contact_id, amount_minor, currency, due_on, made_at, state,
  closed_at)
SELECT $1, $2, $3, $4, $5::int8, CASE WHEN $5::int8 IS NOT NULL THEN $6 END, $7, $8,
  CASE WHEN s.already THEN 'replaced' ELSE 'open' END, CASE WHEN s.already THEN $9::timestamptz END
FROM standing s
WHERE (SELECT count(*) FROM replaced) >= 0
ON CONFLICT (promise_id) DO NOTHING
