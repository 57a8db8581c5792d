-- Takes a day of several creditors to seal it, where no transaction is left that wrote facts of it and nobody else seals it.
-- $1 creditors int4[], $2 day date.
-- Rows: those taken. Locks: the day of each, until the transaction ends; waits for nobody. Twice is harmless.
SELECT t.creditor_id
FROM unnest($1::int4[]) AS t (creditor_id)
WHERE pg_try_advisory_xact_lock(lock_of_day(t.creditor_id, $2::date))
