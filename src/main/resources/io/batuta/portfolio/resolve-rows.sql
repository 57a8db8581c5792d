-- Says of every staged row what it will do, before anything is written: fills in what the file has no column for from
-- the portfolio as it stands, then compares.
-- $1 import uuid, $2 creditor int4, $3 columns of the file text[], $4 kinds of contact point the file speaks of text[].
-- Rows: none. Locks: the staged rows; the import holds the creditor's lock, so the portfolio stands still.
-- Twice is harmless: resolved values resolve to themselves.
WITH said AS (
  SELECT r.debtor_number, p.kind, decode(p.hash, 'hex') AS address_hash,
    row_number() OVER (PARTITION BY r.debtor_number, p.kind ORDER BY min(ARRAY[r.line, p.place])) AS rank
  FROM import_row r
  CROSS JOIN LATERAL unnest(r.point_kinds, r.point_hashes) WITH ORDINALITY AS p (kind, hash, place)
  WHERE r.import_id = $1
  GROUP BY r.debtor_number, p.kind, p.hash
), held AS (
  SELECT d.number AS debtor_number, c.kind, c.address_hash, c.rank, c.status
  FROM debtor d
  JOIN contact_point c ON c.debtor_id = d.debtor_id
  WHERE d.creditor_id = $2 AND c.kind = ANY ($4::text[])
    AND d.number IN (SELECT debtor_number FROM import_row WHERE import_id = $1)
), moved_points AS (
  SELECT DISTINCT debtor_number
  FROM said s
  FULL JOIN held h USING (debtor_number, kind, address_hash)
  WHERE h.status IS NULL OR s.rank <> h.rank
    OR (s.rank IS NOT NULL AND h.status = 'withdrawn')
    OR (s.rank IS NULL AND h.status = 'usable')
), resolved AS (
  SELECT r.account_number,
    row_number() OVER (PARTITION BY r.debtor_number ORDER BY r.line) = 1 AS leads,
    a.account_id, a.debtor_id AS was_debtor_id, d.debtor_id,
    CASE WHEN 'document' = ANY ($3::text[]) THEN r.document ELSE p.document END AS document,
    CASE WHEN 'birth_date' = ANY ($3::text[]) THEN r.birth_date ELSE p.birth_date END AS birth_date,
    CASE WHEN $3::text[] && ARRAY['age', 'birth_date'] THEN r.age ELSE d.age END AS age,
    CASE WHEN 'sex' = ANY ($3::text[]) THEN r.sex ELSE d.sex END AS sex,
    CASE WHEN 'language' = ANY ($3::text[]) THEN r.language ELSE COALESCE(d.language, r.language) END AS language,
    CASE WHEN 'region' = ANY ($3::text[]) THEN r.region ELSE d.region END AS region,
    CASE WHEN 'city' = ANY ($3::text[]) THEN r.city ELSE d.city END AS city,
    CASE WHEN 'time_zone' = ANY ($3::text[]) THEN r.time_zone ELSE COALESCE(d.time_zone, r.time_zone) END AS time_zone,
    CASE WHEN 'income_band' = ANY ($3::text[]) THEN r.income_band ELSE d.income_band END AS income_band,
    CASE WHEN 'authorised_channels' = ANY ($3::text[]) THEN r.authorised_channels ELSE d.authorised_channels END
      AS authorised_channels,
    CASE WHEN 'product' = ANY ($3::text[]) THEN r.product ELSE a.product END AS product,
    CASE WHEN 'principal' = ANY ($3::text[]) THEN r.principal_minor ELSE a.principal_minor END AS principal_minor,
    CASE WHEN 'guarantor_of' = ANY ($3::text[]) THEN r.guarantor_of ELSE a.guarantor_of END AS guarantor_of,
    -- Without the column a status stays, save that what is in the file again is not recalled, and what owes not settled.
    CASE WHEN 'status' = ANY ($3::text[]) OR a.status IS NULL OR a.status = 'recalled'
        OR (a.status = 'settled' AND r.balance_minor > 0)
      THEN r.status ELSE a.status END AS status,
    jsonb_strip_nulls(COALESCE(d.attributes, '{}') || r.attributes) AS attributes
  FROM import_row r
  LEFT JOIN account a ON a.creditor_id = $2 AND a.number = r.account_number
  LEFT JOIN debtor d ON d.creditor_id = $2 AND d.number = r.debtor_number
  LEFT JOIN person p ON p.debtor_id = d.debtor_id
  WHERE r.import_id = $1
), compared AS (
  SELECT v.*,
    v.leads AND (d.debtor_id IS NULL OR p.debtor_id IS NULL OR m.debtor_number IS NOT NULL
      OR (r.name, v.document, v.birth_date) IS DISTINCT FROM (p.name, p.document, p.birth_date)
      OR (v.age, v.sex, v.language, v.region, v.city, v.time_zone, v.income_band, v.authorised_channels, v.attributes)
        IS DISTINCT FROM
        (d.age, d.sex, d.language, d.region, d.city, d.time_zone, d.income_band, d.authorised_channels, d.attributes)
    ) AS debtor_differs,
    (v.debtor_id, v.product, r.currency, v.principal_minor, r.balance_minor, r.due_date, v.status, v.guarantor_of)
      IS DISTINCT FROM
      (a.debtor_id, a.product, a.currency, a.principal_minor, a.balance_minor, a.due_date, a.status, a.guarantor_of)
      AS account_differs
  FROM resolved v
  JOIN import_row r ON r.import_id = $1 AND r.account_number = v.account_number
  LEFT JOIN account a ON a.account_id = v.account_id
  LEFT JOIN debtor d ON d.debtor_id = v.debtor_id
  LEFT JOIN person p ON p.debtor_id = v.debtor_id
  LEFT JOIN moved_points m ON m.debtor_number = r.debtor_number
), judged AS (
  SELECT c.*, bool_or(c.debtor_differs) OVER (PARTITION BY r.debtor_number) AS debtor_changed
  FROM compared c
  JOIN import_row r ON r.import_id = $1 AND r.account_number = c.account_number
)
UPDATE import_row r SET
  leads = j.leads, debtor_changed = j.debtor_changed, was_debtor_id = j.was_debtor_id,
  document = j.document, birth_date = j.birth_date, age = j.age, sex = j.sex, language = j.language, region = j.region,
  city = j.city, time_zone = j.time_zone, income_band = j.income_band, authorised_channels = j.authorised_channels,
  product = j.product, principal_minor = j.principal_minor, guarantor_of = j.guarantor_of, status = j.status,
  attributes = j.attributes,
  outcome = CASE
    WHEN j.account_id IS NULL THEN 'inserted'
    WHEN j.account_differs OR j.debtor_changed THEN 'updated'
    ELSE 'unchanged' END
FROM judged j
WHERE r.import_id = $1 AND r.account_number = j.account_number
