-- What whoever operates the database asks of it: which schema it has, and to let go of what is old.

-- The application may not read Flyway's table, and needs one number of it.
CREATE FUNCTION schema_version() RETURNS integer
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT COALESCE(max(version::integer), 0) FROM flyway_schema_history WHERE success AND version IS NOT NULL
$$;
REVOKE EXECUTE ON FUNCTION schema_version() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION schema_version() TO batuta_app, batuta_engine, batuta_reader;

-- Lets go of the ledger's months that end before a day: the table stays as it is, apart, to be archived and dropped by
-- a person. One month a call, and it waits a fifth of a second for the lock at most, so that no night stands behind it;
-- what it does not get now it gets another time.
CREATE FUNCTION detach_ledger_months(before date) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET lock_timeout = '200ms' AS $$
DECLARE
  month record;
  let_go integer := 0;
BEGIN
  FOR month IN
    SELECT c.relname
    FROM pg_inherits i
    JOIN pg_class c ON c.oid = i.inhrelid
    WHERE i.inhparent = 'contact_fact'::regclass
      AND c.relname ~ '^contact_fact_[0-9]{4}_[0-9]{2}$'
      AND (to_date(substr(c.relname, 14), 'YYYY_MM') + interval '1 month')::date <= before
    ORDER BY c.relname
    LIMIT 1
  LOOP
    BEGIN
      EXECUTE format('ALTER TABLE contact_fact DETACH PARTITION %I', month.relname);
      let_go := let_go + 1;
    EXCEPTION WHEN lock_not_available THEN
      RAISE NOTICE 'the month % is in use', month.relname;
    END;
  END LOOP;
  RETURN let_go;
END $$;
REVOKE EXECUTE ON FUNCTION detach_ledger_months(date) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION detach_ledger_months(date) TO batuta_engine;

-- Old days are let go of by their day; the key begins with the debtor.
CREATE INDEX contact_day_by_day ON contact_day (day);

-- Lets go of summaries that no rule reads any more, some at a time: counters of days before a day, progress of contacts
-- before a contact (contact ids begin with their night). Only the fold may write them, so a function has to.
CREATE FUNCTION tidy_summaries(contacts_before uuid, days_before date, at_most integer) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  more integer;
  gone integer;
BEGIN
  DELETE FROM contact_day t
  USING (SELECT debtor_id, day, channel FROM contact_day
    WHERE day < days_before
    ORDER BY day
    LIMIT at_most
    FOR UPDATE SKIP LOCKED) AS old
  WHERE t.debtor_id = old.debtor_id AND t.day = old.day AND t.channel = old.channel;
  GET DIAGNOSTICS gone = ROW_COUNT;
  DELETE FROM contact_progress p
  USING (SELECT contact_id FROM contact_progress
    WHERE contact_id < contacts_before
    ORDER BY contact_id
    LIMIT at_most
    FOR UPDATE SKIP LOCKED) AS old
  WHERE p.contact_id = old.contact_id;
  GET DIAGNOSTICS more = ROW_COUNT;
  RETURN gone + more;
END $$;
REVOKE EXECUTE ON FUNCTION tidy_summaries(uuid, date, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION tidy_summaries(uuid, date, integer) TO batuta_engine;
