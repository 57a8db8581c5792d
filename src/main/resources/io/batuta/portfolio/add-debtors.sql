-- Adds the debtors of whom the portfolio knows neither number nor account, and who they are; the first row of each says
-- so. What they owe is written with them, as recompute-debtors.sql would find it: it has nothing left to change.
-- $1 import uuid, $2 creditor int4.
-- Rows: as many as were added. Locks: none but the new rows.
-- Twice is not harmless: a number is taken once, and the second is refused. It is run once in the import's transaction.
WITH owed AS (
  SELECT r.debtor_number, min(r.line) AS line,
    COALESCE(sum(r.balance_minor) FILTER (WHERE o.owes), 0)::int8 AS balance_minor,
    min(r.due_date) FILTER (WHERE o.owes) AS due_date,
    (min(ARRAY[r.due_date - DATE '1970-01-01', r.new_account_id]) FILTER (WHERE o.owes))[2] AS worst_account_id,
    debtor_status(min(status_rank(r.status))) AS status
  FROM import_row r
  JOIN creditor c ON c.creditor_id = $2
  CROSS JOIN LATERAL (SELECT r.status = 'active' AND r.balance_minor > 0 AND r.currency = c.currency AS owes) o
  WHERE r.import_id = $1 AND r.outcome IS NULL
  GROUP BY r.debtor_number
  ORDER BY min(r.line)
), fresh AS MATERIALIZED (
  -- In the order of the file, so that every index grows at its end.
  SELECT nextval('debtor_debtor_id_seq') AS debtor_id, owed.* FROM owed
), debtors AS (
  INSERT INTO debtor (debtor_id, creditor_id, number, language, region, city, time_zone, age, sex, income_band,
    authorised_channels, attributes, status, balance_minor, due_date, worst_account_id)
  OVERRIDING SYSTEM VALUE
  SELECT f.debtor_id, $2, f.debtor_number, r.language, r.region, r.city, r.time_zone, r.age, r.sex, r.income_band,
    r.authorised_channels, jsonb_strip_nulls(r.attributes), f.status, f.balance_minor, f.due_date, f.worst_account_id
  FROM fresh f
  JOIN import_row r ON r.import_id = $1 AND r.line = f.line
)
INSERT INTO person (debtor_id, creditor_id, encrypted_name, encrypted_document, encrypted_birth_date, name_hash,
  spelling_hash, document_hash, birth_date_hash)
SELECT f.debtor_id, $2, r.encrypted_name, r.encrypted_document, r.encrypted_birth_date, r.name_hash, r.spelling_hash,
  r.document_hash, r.birth_date_hash
FROM fresh f
JOIN import_row r ON r.import_id = $1 AND r.line = f.line
