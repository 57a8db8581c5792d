-- What sending a million contacts asks of the tables: the due by campaign, the failed by hour, room for updates in
-- place, and a fold that writes each summary once.

-- By campaign, so that a claim never looks at what is due in a paused one.
DROP INDEX planned_contact_due;
CREATE INDEX planned_contact_due ON planned_contact (provider, campaign_id, due_at, priority DESC, contact_id)
  WHERE state IN ('PLANNED', 'DEFERRED');

-- What failed lately, so that the next rungs are found without looking at all that was sent. Reports of any other
-- kind still change their row in place.
CREATE INDEX contact_progress_failed ON contact_progress (failed_at) WHERE failed_at IS NOT NULL;
ALTER TABLE contact_progress SET (fillfactor = 80);
ALTER TABLE contact_history SET (fillfactor = 80);
ALTER TABLE contact_day SET (fillfactor = 90);

-- Words are said on a contact or by a debtor, and these have their creditor; a look-up and a shared lock on the one
-- row of the creditor for each message bought nothing more.
ALTER TABLE words DROP CONSTRAINT words_creditor_id_fkey;

-- The fold of V0002 with the same results. What is told of a contact for the first time is written once, whole,
-- where it was inserted empty, locked and updated; and a statement that tells of sendings alone (a dispatch batch)
-- folds two columns of the history instead of sixteen.
CREATE OR REPLACE FUNCTION fold_facts() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  fresh uuid[];      -- contacts that nothing was told of before
  older boolean;     -- something was told before of another of these contacts
  sendings boolean;  -- nothing but attempts is told
BEGIN
  SELECT bool_and(kind IN ('sent', 'uncertain')) INTO sendings
  FROM new_fact
  WHERE kind NOT IN ('planned', 'withheld', 'deferred', 'cancelled', 'expired', 'closed');
  IF sendings IS NULL THEN
    RETURN NULL;  -- a night writes nothing else: leave at once
  END IF;

  WITH told AS (
    INSERT INTO contact_progress (contact_id, creditor_id, debtor_id, channel, attempted_at, returned, delivered_at,
      read_at, failed_at, replied_at)
    SELECT contact_id, min(creditor_id), min(debtor_id), min(channel),
      min(occurred_at) FILTER (WHERE kind IN ('sent', 'uncertain')),
      bool_or(kind = 'not_sent'),
      min(occurred_at) FILTER (WHERE kind IN ('delivered', 'read', 'clicked')),
      min(occurred_at) FILTER (WHERE kind IN ('read', 'clicked')),
      min(occurred_at) FILTER (WHERE kind = 'failed'),
      min(occurred_at) FILTER (WHERE kind = 'replied')
    FROM new_fact
    WHERE contact_id IS NOT NULL
      AND kind IN ('sent', 'uncertain', 'not_sent', 'delivered', 'read', 'clicked', 'failed', 'replied')
    GROUP BY contact_id
    HAVING min(channel) IS NOT NULL
    ORDER BY contact_id
    ON CONFLICT (contact_id) DO NOTHING
    RETURNING contact_id
  )
  SELECT COALESCE(array_agg(contact_id), '{}') INTO fresh FROM told;

  SELECT count(DISTINCT contact_id) > cardinality(fresh) INTO older
  FROM new_fact
  WHERE contact_id IS NOT NULL
    AND kind IN ('sent', 'uncertain', 'not_sent', 'delivered', 'read', 'clicked', 'failed', 'replied');

  IF sendings AND NOT older THEN
    INSERT INTO contact_day AS total (debtor_id, creditor_id, day, channel, attempts)
    SELECT debtor_id, creditor_id, day, channel, count(*)::int
    FROM (
      SELECT p.debtor_id, p.creditor_id, p.channel,
        (p.occurred_at AT TIME ZONE (SELECT d.time_zone FROM debtor d WHERE d.debtor_id = p.debtor_id))::date AS day
      FROM (
        SELECT contact_id, min(debtor_id) AS debtor_id, min(creditor_id) AS creditor_id, min(channel) AS channel,
          min(occurred_at) AS occurred_at
        FROM new_fact
        WHERE kind IN ('sent', 'uncertain')
        GROUP BY contact_id) AS p) AS attempt
    WHERE day IS NOT NULL
    GROUP BY debtor_id, creditor_id, day, channel
    ORDER BY debtor_id, day, channel
    ON CONFLICT (debtor_id, day, channel) DO UPDATE SET attempts = total.attempts + EXCLUDED.attempts;
  ELSE
    PERFORM 1 FROM contact_progress
    WHERE contact_id IN (SELECT contact_id FROM new_fact WHERE contact_id IS NOT NULL)
    ORDER BY contact_id
    FOR UPDATE;

    WITH said AS (
      SELECT contact_id,
        min(occurred_at) FILTER (WHERE kind IN ('sent', 'uncertain')) AS attempted_at,
        bool_or(kind = 'not_sent') AS returned,
        min(occurred_at) FILTER (WHERE kind IN ('delivered', 'read', 'clicked')) AS delivered_at,
        min(occurred_at) FILTER (WHERE kind IN ('read', 'clicked')) AS read_at,
        min(occurred_at) FILTER (WHERE kind = 'failed') AS failed_at,
        min(occurred_at) FILTER (WHERE kind = 'replied') AS replied_at
      FROM new_fact
      WHERE contact_id IS NOT NULL
        AND kind IN ('sent', 'uncertain', 'not_sent', 'delivered', 'read', 'clicked', 'failed', 'replied')
      GROUP BY contact_id
    ), before AS (
      SELECT p.* FROM contact_progress p JOIN said USING (contact_id)
    ), after AS (
      UPDATE contact_progress p SET
        attempted_at = LEAST(p.attempted_at, s.attempted_at),
        returned = p.returned OR s.returned,
        delivered_at = LEAST(p.delivered_at, s.delivered_at),
        read_at = LEAST(p.read_at, s.read_at),
        failed_at = LEAST(p.failed_at, s.failed_at),
        replied_at = LEAST(p.replied_at, s.replied_at)
      FROM said s
      WHERE p.contact_id = s.contact_id AND p.contact_id <> ALL (fresh)
      RETURNING p.*
    ), counted AS (
      SELECT debtor_id, creditor_id, channel, attempted_at AS at, 1 AS attempts, 0 AS delivered, 0 AS two_way
      FROM after WHERE attempted_at IS NOT NULL AND NOT returned
      UNION ALL
      SELECT debtor_id, creditor_id, channel, attempted_at, CASE WHEN contact_id = ANY (fresh) THEN 1 ELSE -1 END, 0, 0
      FROM before WHERE attempted_at IS NOT NULL AND NOT returned
      UNION ALL
      SELECT debtor_id, creditor_id, channel, delivered_at, 0, 1, 0 FROM after WHERE delivered_at IS NOT NULL
      UNION ALL
      SELECT debtor_id, creditor_id, channel, delivered_at, 0, CASE WHEN contact_id = ANY (fresh) THEN 1 ELSE -1 END, 0
      FROM before WHERE delivered_at IS NOT NULL
      UNION ALL
      SELECT debtor_id, creditor_id, channel, occurred_at, 0, 0, 1
      FROM new_fact WHERE kind = 'replied' AND channel IS NOT NULL
    ), by_day AS (
      SELECT c.debtor_id, c.creditor_id, (c.at AT TIME ZONE d.time_zone)::date AS day, c.channel,
        sum(c.attempts)::int AS attempts, sum(c.delivered)::int AS delivered, sum(c.two_way)::int AS two_way
      FROM counted c
      CROSS JOIN LATERAL (SELECT b.time_zone FROM debtor b WHERE b.debtor_id = c.debtor_id OFFSET 0) AS d
      GROUP BY c.debtor_id, c.creditor_id, (c.at AT TIME ZONE d.time_zone)::date, c.channel
    )
    INSERT INTO contact_day AS total (debtor_id, creditor_id, day, channel, attempts, delivered, two_way)
    SELECT debtor_id, creditor_id, day, channel, attempts, delivered, two_way
    FROM by_day
    WHERE attempts <> 0 OR delivered <> 0 OR two_way <> 0
    ORDER BY debtor_id, day, channel
    ON CONFLICT (debtor_id, day, channel) DO UPDATE SET
      attempts = total.attempts + EXCLUDED.attempts,
      delivered = total.delivered + EXCLUDED.delivered,
      two_way = total.two_way + EXCLUDED.two_way;
  END IF;

  IF sendings THEN
    INSERT INTO contact_history AS h (debtor_id, creditor_id, last_attempt_at, last_attempt_channel)
    SELECT DISTINCT ON (debtor_id) debtor_id, creditor_id, occurred_at, channel
    FROM new_fact
    WHERE kind IN ('sent', 'uncertain')
    ORDER BY debtor_id, occurred_at DESC, channel DESC
    ON CONFLICT (debtor_id) DO UPDATE SET
      last_attempt_at = GREATEST(h.last_attempt_at, EXCLUDED.last_attempt_at),
      last_attempt_channel = CASE
        WHEN h.last_attempt_at IS NULL
          OR (EXCLUDED.last_attempt_at, EXCLUDED.last_attempt_channel) > (h.last_attempt_at, h.last_attempt_channel)
        THEN EXCLUDED.last_attempt_channel ELSE h.last_attempt_channel END;
    RETURN NULL;
  END IF;

  INSERT INTO contact_history AS h (debtor_id, creditor_id, last_attempt_at, last_attempt_channel, last_two_way_at,
    last_two_way_channel, last_paid_at, promise_made_at, promise_due_on, promise_closed_at, opted_out,
    best_contact_point, best_point_at, best_point_answered, disputed_at, stopped_at)
  SELECT debtor_id, min(creditor_id),
    max(occurred_at) FILTER (WHERE kind IN ('sent', 'uncertain')),
    (max(ARRAY[to_char(occurred_at AT TIME ZONE 'UTC', 'YYYYMMDDHH24MISSUS'), channel])
      FILTER (WHERE kind IN ('sent', 'uncertain')))[2],
    max(occurred_at) FILTER (WHERE kind = 'replied'),
    (max(ARRAY[to_char(occurred_at AT TIME ZONE 'UTC', 'YYYYMMDDHH24MISSUS'), channel])
      FILTER (WHERE kind = 'replied'))[2],
    max(occurred_at) FILTER (WHERE kind = 'paid'),
    max(occurred_at) FILTER (WHERE kind = 'promise_made'),
    (max(ARRAY[to_char(occurred_at AT TIME ZONE 'UTC', 'YYYYMMDDHH24MISSUS'), due_on::text])
      FILTER (WHERE kind = 'promise_made'))[2]::date,
    max(occurred_at) FILTER (WHERE kind IN ('promise_kept', 'promise_broken')),
    COALESCE(array_agg(DISTINCT channel ORDER BY channel) FILTER (WHERE kind = 'opted_out' AND channel IS NOT NULL), '{}'),
    (max(ARRAY[(kind = 'replied')::int, extract(epoch FROM occurred_at), contact_point_id]::numeric[])
      FILTER (WHERE kind IN ('delivered', 'read', 'clicked', 'replied') AND contact_point_id IS NOT NULL))[3]::bigint,
    to_timestamp((max(ARRAY[(kind = 'replied')::int, extract(epoch FROM occurred_at), contact_point_id]::numeric[])
      FILTER (WHERE kind IN ('delivered', 'read', 'clicked', 'replied') AND contact_point_id IS NOT NULL))[2]),
    COALESCE(bool_or(kind = 'replied' AND contact_point_id IS NOT NULL), false),
    max(occurred_at) FILTER (WHERE kind = 'disputed'),
    max(recorded_at) FILTER (WHERE kind IN
      ('paid', 'replied', 'promise_made', 'payment_claimed', 'disputed', 'opted_out', 'complained'))
  FROM new_fact
  WHERE kind NOT IN ('planned', 'withheld', 'deferred', 'cancelled', 'expired', 'closed')
  GROUP BY debtor_id
  ORDER BY debtor_id
  ON CONFLICT (debtor_id) DO UPDATE SET
    last_attempt_at = GREATEST(h.last_attempt_at, EXCLUDED.last_attempt_at),
    last_attempt_channel = CASE
      WHEN h.last_attempt_at IS NULL
        OR (EXCLUDED.last_attempt_at, EXCLUDED.last_attempt_channel) > (h.last_attempt_at, h.last_attempt_channel)
      THEN EXCLUDED.last_attempt_channel ELSE h.last_attempt_channel END,
    last_two_way_at = GREATEST(h.last_two_way_at, EXCLUDED.last_two_way_at),
    last_two_way_channel = CASE
      WHEN h.last_two_way_at IS NULL
        OR (EXCLUDED.last_two_way_at, EXCLUDED.last_two_way_channel) > (h.last_two_way_at, h.last_two_way_channel)
      THEN EXCLUDED.last_two_way_channel ELSE h.last_two_way_channel END,
    last_paid_at = GREATEST(h.last_paid_at, EXCLUDED.last_paid_at),
    promise_made_at = GREATEST(h.promise_made_at, EXCLUDED.promise_made_at),
    promise_due_on = CASE
      WHEN h.promise_made_at IS NULL
        OR (EXCLUDED.promise_made_at, EXCLUDED.promise_due_on) > (h.promise_made_at, h.promise_due_on)
      THEN EXCLUDED.promise_due_on ELSE h.promise_due_on END,
    promise_closed_at = GREATEST(h.promise_closed_at, EXCLUDED.promise_closed_at),
    opted_out = ARRAY(SELECT DISTINCT c FROM unnest(h.opted_out || EXCLUDED.opted_out) c ORDER BY c),
    best_contact_point = CASE
      WHEN h.best_contact_point IS NULL
        OR (EXCLUDED.best_point_answered, EXCLUDED.best_point_at, EXCLUDED.best_contact_point)
         > (h.best_point_answered, h.best_point_at, h.best_contact_point)
      THEN EXCLUDED.best_contact_point ELSE h.best_contact_point END,
    best_point_at = CASE
      WHEN h.best_contact_point IS NULL
        OR (EXCLUDED.best_point_answered, EXCLUDED.best_point_at, EXCLUDED.best_contact_point)
         > (h.best_point_answered, h.best_point_at, h.best_contact_point)
      THEN EXCLUDED.best_point_at ELSE h.best_point_at END,
    best_point_answered = h.best_point_answered OR EXCLUDED.best_point_answered,
    disputed_at = GREATEST(h.disputed_at, EXCLUDED.disputed_at),
    stopped_at = GREATEST(h.stopped_at, EXCLUDED.stopped_at);
  RETURN NULL;
END $$;
