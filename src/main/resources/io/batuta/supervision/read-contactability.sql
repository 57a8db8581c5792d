-- Reads all that decides whether a debtor may be contacted: where it stands, what it was told, where it can be reached.
-- $1 creditor int4, $2 number text, $3 at timestamptz.
-- Rows: one, or none; the columns of campaign/SituationReader, and: points text[], one "kind,channels stopped" per usable
-- contact point, the channels separated by blanks; in_flight text, the channel of the contact that is on its way;
-- standing text[], the channels that somebody stopped, ALL for every one.
-- Locks: none. Twice is harmless: it only reads.
SELECT d.time_zone, d.region,
  CASE WHEN EXISTS (SELECT FROM hold k WHERE k.debtor_id = d.debtor_id AND k.lifted_at IS NULL) THEN 'held'
    WHEN h.disputed_at > COALESCE(d.reopened_at, '-infinity') AND d.status = 'active' THEN 'disputed'
    ELSE d.status END AS debtor_status,
  d.balance_minor,
  effective_channels(d.authorised_channels, d.given_channels, d.revoked_channels) AS authorised_channels,
  h.last_attempt_at, h.last_two_way_at, h.last_paid_at, h.best_contact_point,
  (SELECT o.due_on FROM promise o WHERE o.debtor_id = d.debtor_id AND o.state = 'open') AS promise_due_on,
  (SELECT jsonb_agg(jsonb_build_array(t.day, t.channel, t.attempts, t.delivered, t.two_way) ORDER BY t.day, t.channel)
    FROM contact_day t
    WHERE t.debtor_id = d.debtor_id AND t.day >= ($3::timestamptz AT TIME ZONE d.time_zone)::date - 32) AS days,
  ARRAY(
    SELECT c.kind || ',' || COALESCE((
      SELECT string_agg(s.channel, ' ' ORDER BY s.channel)
      FROM (
        SELECT o.channel FROM opt_out o WHERE o.creditor_id = d.creditor_id AND o.address_hash = c.address_hash
        UNION
        SELECT unnest(CASE WHEN d.bound_channels IS NOT NULL
          THEN unconsented(c.debtor_id, d.bound_channels, c.address_hash) END)) AS s), '')
    FROM contact_point c
    WHERE c.debtor_id = d.debtor_id AND c.status = 'usable'
    ORDER BY c.kind, c.rank, c.contact_point_id) AS points,
  (SELECT p.channel
    FROM planned_contact p
    WHERE p.creditor_id = d.creditor_id AND p.debtor_id = d.debtor_id
      AND p.state IN ('PLANNED', 'CLAIMED', 'SENDING', 'SENT', 'DEFERRED', 'UNCERTAIN')) AS in_flight,
  ARRAY(SELECT COALESCE(t.channel, 'ALL') FROM standstill t
    WHERE t.lifted_at IS NULL AND (t.creditor_id IS NULL OR t.creditor_id = d.creditor_id)) AS standing
FROM debtor d
LEFT JOIN contact_history h ON h.debtor_id = d.debtor_id
WHERE d.creditor_id = $1 AND d.number = $2
