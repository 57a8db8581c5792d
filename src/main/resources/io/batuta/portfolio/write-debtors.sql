-- Writes the debtors of an import that are new or changed; the first row of each says who it is.
-- $1 import uuid, $2 creditor int4.
-- Rows: none. Locks: the debtors, in the order of their numbers.
-- Twice is harmless: the same values are written again.
INSERT INTO debtor AS d (creditor_id, number, language, region, city, time_zone, age, sex, income_band,
  authorised_channels, attributes)
SELECT $2, debtor_number, language, region, city, time_zone, age, sex, income_band, authorised_channels, attributes
FROM import_row
WHERE import_id = $1 AND leads AND debtor_changed
ORDER BY debtor_number
ON CONFLICT (creditor_id, number) DO UPDATE SET
  language = EXCLUDED.language, region = EXCLUDED.region, city = EXCLUDED.city, time_zone = EXCLUDED.time_zone,
  age = EXCLUDED.age, sex = EXCLUDED.sex, income_band = EXCLUDED.income_band,
  authorised_channels = EXCLUDED.authorised_channels, attributes = EXCLUDED.attributes
