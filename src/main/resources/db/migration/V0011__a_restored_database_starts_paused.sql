-- How far this database has come, to be held against what is remembered outside it: a database that is behind was
-- restored, and does not know what left since.
CREATE TABLE installation (
  there_is_one boolean PRIMARY KEY DEFAULT true,
  generation   bigint NOT NULL DEFAULT 0,   -- counts dispatch runs; never goes back but by a restore
  fenced_at    timestamptz,                 -- found to be behind: nothing is sent until a person confirms
  fenced_below bigint,                      -- the generation that was remembered then
  confirmed_by text,                        -- who let the last restored database go on
  CONSTRAINT there_is_one_installation CHECK (there_is_one),
  CONSTRAINT a_fence_says_below_what CHECK ((fenced_at IS NULL) = (fenced_below IS NULL))
);
INSERT INTO installation DEFAULT VALUES;

GRANT SELECT, UPDATE ON installation TO batuta_engine;
GRANT SELECT ON installation TO batuta_reader;

-- A person confirms a restored database, after payments, opt-outs and portfolios of the lost stretch were brought again.
-- What may have left in that stretch is uncertain: it counts as an attempt, is never sent again, becomes sent when a
-- report tells, and is closed after 72 hours without one. What was sent and whose ladder may have moved on ends there.
-- Gives how many contacts are uncertain by it. Twice is harmless: without a fence it does nothing.
CREATE FUNCTION confirm_restored_database(who text) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
  since timestamptz;
  doubted integer;
BEGIN
  SELECT fenced_at INTO since FROM installation WHERE fenced_at IS NOT NULL FOR UPDATE;
  IF since IS NULL THEN
    RETURN 0;
  END IF;
  WITH held AS (
    SELECT contact_id FROM planned_contact
    WHERE state IN ('PLANNED', 'DEFERRED') AND due_at <= since
    ORDER BY contact_id
    FOR UPDATE
  ), doubt AS (
    UPDATE planned_contact c SET state = 'UNCERTAIN', reason = 'ANSWER_LOST', claimed_at = since, sending_at = since
    FROM held
    WHERE c.contact_id = held.contact_id
    RETURNING c.*
  ), facts AS (
    INSERT INTO contact_fact (creditor_id, debtor_id, account_id, contact_id, night, campaign_id, kind, channel,
      contact_point_id, reason, occurred_at, recorded_at)
    SELECT creditor_id, debtor_id, account_id, contact_id, night, campaign_id, 'uncertain', channel, contact_point_id,
      'ANSWER_LOST', since, since
    FROM doubt
  )
  SELECT count(*) INTO doubted FROM doubt;
  WITH held AS (
    SELECT contact_id FROM planned_contact
    WHERE state = 'SENT' AND wait_until <= since
    ORDER BY contact_id
    FOR UPDATE
  ), over AS (
    UPDATE planned_contact c SET state = 'CLOSED', reason = 'WAIT_OVER'
    FROM held
    WHERE c.contact_id = held.contact_id
    RETURNING c.*
  )
  INSERT INTO contact_fact (creditor_id, debtor_id, account_id, contact_id, night, campaign_id, kind, channel,
    contact_point_id, reason, occurred_at, recorded_at)
  SELECT creditor_id, debtor_id, account_id, contact_id, night, campaign_id, 'closed', channel, contact_point_id,
    'WAIT_OVER', since, since
  FROM over;
  UPDATE installation SET
    generation = fenced_below,
    fenced_at = NULL,
    fenced_below = NULL,
    confirmed_by = who;
  RETURN doubted;
END $$;
REVOKE EXECUTE ON FUNCTION confirm_restored_database(text) FROM PUBLIC;
