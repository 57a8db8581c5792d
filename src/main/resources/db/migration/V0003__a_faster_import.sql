-- A file of a million rows becomes the portfolio in minutes.
--
-- An account's id is drawn when its row is staged: a new debtor is then written once, with its worst account, instead of
-- being written and, when its accounts have ids, written again. An id that is drawn in vain is never missed.
ALTER TABLE import_row ADD COLUMN new_account_id bigint NOT NULL
  DEFAULT nextval('account_account_id_seq');

-- Staged rows are merged by whole tables; only the account's index is looked into, for what stands twice.
DROP INDEX import_row_by_debtor;

-- ANALYZE belongs to the owner (and, from PostgreSQL 17, to who holds MAINTAIN). After a large file nothing is as the
-- planner remembers it, and autovacuum comes a minute too late. A table that somebody else is at is left out.
CREATE FUNCTION analyse_staged_rows() RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  EXECUTE 'ANALYZE (SKIP_LOCKED) import_row';
END $$;

CREATE FUNCTION analyse_portfolio() RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  EXECUTE 'ANALYZE (SKIP_LOCKED) debtor, person, account, contact_point';
END $$;

REVOKE EXECUTE ON FUNCTION analyse_staged_rows(), analyse_portfolio() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION analyse_staged_rows(), analyse_portfolio() TO batuta_app, batuta_engine;

-- Of several accounts the one whose status comes first here says the debtor's. Said once, for accounts that are
-- being written and for those that are there.
CREATE FUNCTION status_rank(status text) RETURNS integer
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE status WHEN 'deceased' THEN 1 WHEN 'insolvent' THEN 2 WHEN 'active' THEN 3 WHEN 'sued' THEN 4
    WHEN 'disputed' THEN 5 WHEN 'settled' THEN 6 WHEN 'recalled' THEN 7 END
$$;

CREATE FUNCTION debtor_status(best_rank integer) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT COALESCE(
    (ARRAY['deceased', 'insolvent', 'active', 'sued', 'disputed', 'settled', 'recalled'])[best_rank], 'recalled')
$$;
