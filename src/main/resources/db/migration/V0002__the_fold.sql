-- The running summary, kept by the database in the transaction of the fact, whoever writes it.
--
-- Every column is folded with an operation that does not care for order (least, greatest, or, a sum of distinct
-- facts), so that reports in any order come to the same row. Frequency is moved by differences: what a contact
-- counted before this statement is taken off, what it counts after is put on.
-- Rows are taken in key order, so that two writers of many facts never wait for each other in a ring.
CREATE FUNCTION fold_facts() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM new_fact WHERE kind NOT IN
      ('planned', 'withheld', 'deferred', 'cancelled', 'expired', 'closed')) THEN
    RETURN NULL;  -- a night writes nothing else: leave at once
  END IF;

  INSERT INTO contact_progress (contact_id, creditor_id, debtor_id, channel)
  SELECT DISTINCT ON (contact_id) contact_id, creditor_id, debtor_id, channel
  FROM new_fact
  WHERE contact_id IS NOT NULL AND channel IS NOT NULL
    AND kind IN ('sent', 'uncertain', 'not_sent', 'delivered', 'read', 'clicked', 'failed', 'replied')
  ORDER BY contact_id
  ON CONFLICT (contact_id) DO NOTHING;

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
    WHERE p.contact_id = s.contact_id
    RETURNING p.*
  ), counted AS (
    SELECT debtor_id, creditor_id, channel, attempted_at AS at, 1 AS attempts, 0 AS delivered, 0 AS two_way
    FROM after WHERE attempted_at IS NOT NULL AND NOT returned
    UNION ALL
    SELECT debtor_id, creditor_id, channel, attempted_at, -1, 0, 0
    FROM before WHERE attempted_at IS NOT NULL AND NOT returned
    UNION ALL
    SELECT debtor_id, creditor_id, channel, delivered_at, 0, 1, 0 FROM after WHERE delivered_at IS NOT NULL
    UNION ALL
    SELECT debtor_id, creditor_id, channel, delivered_at, 0, -1, 0 FROM before WHERE delivered_at IS NOT NULL
    UNION ALL
    SELECT debtor_id, creditor_id, channel, occurred_at, 0, 0, 1
    FROM new_fact WHERE kind = 'replied' AND channel IS NOT NULL
  ), by_day AS (
    SELECT c.debtor_id, c.creditor_id, (c.at AT TIME ZONE d.time_zone)::date AS day, c.channel,
      sum(c.attempts)::int AS attempts, sum(c.delivered)::int AS delivered, sum(c.two_way)::int AS two_way
    FROM counted c
    JOIN debtor d ON d.debtor_id = c.debtor_id
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

CREATE TRIGGER facts_are_folded_in_their_transaction
AFTER INSERT ON contact_fact
REFERENCING NEW TABLE AS new_fact
FOR EACH STATEMENT EXECUTE FUNCTION fold_facts();

-- ---------------------------------------------------------------- who may do what

GRANT USAGE ON SCHEMA public TO batuta_app, batuta_engine, batuta_reader;
GRANT SELECT ON ALL TABLES IN SCHEMA public TO batuta_app, batuta_engine, batuta_reader;
GRANT INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO batuta_app, batuta_engine;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO batuta_app, batuta_engine;

-- The ledger only grows, and its summary is written by the fold alone.
REVOKE UPDATE, DELETE, TRUNCATE ON contact_fact FROM batuta_app, batuta_engine;
REVOKE INSERT, UPDATE, DELETE ON contact_progress, contact_day, contact_history FROM batuta_app, batuta_engine;
-- What belongs to no creditor is the engine's.
REVOKE ALL ON provider_rate, callback_body, callback_event FROM batuta_app;
REVOKE ALL ON api_key FROM batuta_reader;
REVOKE ALL ON flyway_schema_history FROM batuta_app, batuta_engine;
REVOKE EXECUTE ON FUNCTION ensure_ledger_months(date, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ensure_ledger_months(date, integer) TO batuta_app, batuta_engine;

-- Each row belongs to one creditor. batuta_app sees that of batuta.creditor, and nothing where it was not set.
DO $$
DECLARE t text;
BEGIN
  FOR t IN
    SELECT c.relname FROM pg_class c
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'creditor_id' AND NOT a.attisdropped
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format($p$CREATE POLICY one_creditor_at_a_time ON %I TO batuta_app
      USING (creditor_id = NULLIF(current_setting('batuta.creditor', true), '')::integer)$p$, t);
    EXECUTE format('CREATE POLICY the_engine_serves_all ON %I TO batuta_engine USING (true)', t);
    EXECUTE format('CREATE POLICY a_reader_reads ON %I FOR SELECT TO batuta_reader USING (true)', t);
  END LOOP;
END $$;

SELECT ensure_ledger_months(date '2026-01-01', 1);
