-- Says of every staged row whose debtor or account the portfolio knows what it will do, before anything is written: fills
-- in what the file has no column for from the portfolio as it stands, then compares. A row that changes nothing is taken
-- away; one of whose debtor nothing is known stays without an outcome, and is added.
-- Who a debtor is is compared by keyed hashes, since the same name is encrypted differently each time.
-- A file knows of no payment that was recorded after it came: what was paid since is taken off its balances, and what was
-- taken back since of the payments that it knows is put on.
-- $1 import uuid, $2 creditor int4, $3 columns of the file text[], $4 kinds of contact point the file speaks of text[].
-- Rows: none. Locks: the staged rows; the import holds the creditor's lock, so the portfolio stands still.
-- Twice is harmless: resolved values resolve to themselves.
WITH led AS (
  SELECT debtor_number, min(line) AS line FROM import_row WHERE import_id = $1 GROUP BY debtor_number
), said AS (
  SELECT d.debtor_id, p.kind, decode(p.hash, 'hex') AS address_hash,
    row_number() OVER (PARTITION BY d.debtor_id, p.kind ORDER BY min(r.line * 64 + p.place)) AS rank
  FROM import_row r
  JOIN debtor d ON d.creditor_id = $2 AND d.number = r.debtor_number
  CROSS JOIN LATERAL unnest(r.point_kinds, r.point_hashes) WITH ORDINALITY AS p (kind, hash, place)
  WHERE r.import_id = $1
  GROUP BY d.debtor_id, p.kind, p.hash
), held AS (
  SELECT c.debtor_id, c.kind, c.address_hash, c.rank, c.status
  FROM led l
  JOIN debtor d ON d.creditor_id = $2 AND d.number = l.debtor_number
  JOIN contact_point c ON c.debtor_id = d.debtor_id
  WHERE c.kind = ANY ($4::text[])
), moved_points AS (
  SELECT DISTINCT debtor_id
  FROM said s
  FULL JOIN held h USING (debtor_id, kind, address_hash)
  WHERE h.status IS NULL OR s.rank <> h.rank
    OR (s.rank IS NOT NULL AND h.status = 'withdrawn')
    OR (s.rank IS NULL AND h.status = 'usable')
), paid_since AS (
  SELECT y.account_id,
    sum(CASE WHEN y.recorded_at > m.arrived_at THEN y.amount_minor ELSE 0 END
      - CASE WHEN y.reversed_at > m.arrived_at THEN y.amount_minor ELSE 0 END)::int8 AS minor
  FROM portfolio_import m
  JOIN payment y ON y.creditor_id = m.creditor_id
    AND (y.recorded_at > m.arrived_at OR y.reversed_at > m.arrived_at)
  WHERE m.import_id = $1
  GROUP BY y.account_id
), compared AS MATERIALIZED (
  SELECT r.account_number, r.debtor_number, r.line = l.line AS leads,
    a.account_id, a.debtor_id AS was_debtor_id, d.debtor_id, v.*, e.ended_from,
    r.line = l.line AND (d.debtor_id IS NULL OR p.debtor_id IS NULL OR m.debtor_id IS NOT NULL
      OR (r.spelling_hash, v.document_hash, v.birth_date_hash)
        IS DISTINCT FROM (p.spelling_hash, p.document_hash, p.birth_date_hash)
      OR (v.age, v.sex, v.language, v.region, v.city, v.time_zone, v.income_band, v.authorised_channels, v.attributes)
        IS DISTINCT FROM
        (d.age, d.sex, d.language, d.region, d.city, d.time_zone, d.income_band, d.authorised_channels, d.attributes)
    ) AS debtor_differs,
    (d.debtor_id, v.product, r.currency, v.principal_minor, v.balance_minor, r.due_date, v.status, e.ended_from,
      v.guarantor_of)
      IS DISTINCT FROM
      (a.debtor_id, a.product, a.currency, a.principal_minor, a.balance_minor, a.due_date, a.status, a.ended_from,
      a.guarantor_of)
      AS account_differs
  FROM import_row r
  JOIN led l ON l.debtor_number = r.debtor_number
  LEFT JOIN account a ON a.creditor_id = $2 AND a.number = r.account_number
  LEFT JOIN paid_since y ON y.account_id = a.account_id
  LEFT JOIN debtor d ON d.creditor_id = $2 AND d.number = r.debtor_number
  LEFT JOIN person p ON p.debtor_id = d.debtor_id
  LEFT JOIN moved_points m ON m.debtor_id = d.debtor_id
  LEFT JOIN stated_status t ON t.account_id = a.account_id AND t.lifted_at IS NULL
  CROSS JOIN LATERAL (SELECT
    CASE WHEN 'document' = ANY ($3::text[]) THEN r.encrypted_document ELSE p.encrypted_document END
      AS encrypted_document,
    CASE WHEN 'document' = ANY ($3::text[]) THEN r.document_hash ELSE p.document_hash END AS document_hash,
    CASE WHEN 'birth_date' = ANY ($3::text[]) THEN r.encrypted_birth_date ELSE p.encrypted_birth_date END
      AS encrypted_birth_date,
    CASE WHEN 'birth_date' = ANY ($3::text[]) THEN r.birth_date_hash ELSE p.birth_date_hash END AS birth_date_hash,
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
    -- What payments since have ended is settled, whatever a file says that does not know of them; what people stated of
    -- the account stands beside the file, and the stricter holds.
    stricter(
      CASE WHEN y.minor > 0 AND r.balance_minor > 0 AND r.balance_minor <= y.minor AND r.status IN ('active', 'disputed')
        THEN 'settled'
        -- It says settled of a payment that was taken back since: owing nothing, the account stood settled when it came.
        WHEN y.minor < 0 AND r.balance_minor <= 0 AND r.balance_minor > y.minor AND r.status = 'settled'
          AND a.status IN ('active', 'disputed') AND a.balance_minor + y.minor <= 0
        THEN a.status
        WHEN 'status' = ANY ($3::text[]) OR a.status IS NULL OR a.status = 'recalled'
          OR (a.status = 'settled' AND r.balance_minor > COALESCE(y.minor, 0))
        THEN r.status ELSE a.status END,
      t.status) AS status,
    r.balance_minor - COALESCE(y.minor, 0) AS balance_minor,
    jsonb_strip_nulls(COALESCE(d.attributes, '{}') || r.attributes) AS attributes
  ) v
  -- What payments ended stands open again when they are taken back; what the file itself settles does not.
  CROSS JOIN LATERAL (SELECT CASE
    WHEN v.status <> 'settled' THEN NULL
    WHEN y.minor > 0 AND r.balance_minor > 0 AND r.balance_minor <= y.minor AND r.status IN ('active', 'disputed')
    THEN r.status
    WHEN a.status = 'settled' AND a.balance_minor <= 0 AND v.balance_minor <= 0 THEN a.ended_from END AS ended_from
  ) e
  WHERE r.import_id = $1
), changed AS (
  SELECT DISTINCT debtor_number FROM compared WHERE debtor_differs
), judged AS (
  SELECT c.*, h.debtor_number IS NOT NULL AS debtor_changed
  FROM compared c
  LEFT JOIN changed h ON h.debtor_number = c.debtor_number
  WHERE c.debtor_id IS NOT NULL
    -- A debtor who is new, but to whom an account of another moves: all its rows are written with care.
    OR c.debtor_number IN (SELECT debtor_number FROM compared WHERE account_id IS NOT NULL AND debtor_id IS NULL)
)
MERGE INTO import_row r
USING judged j ON r.import_id = $1 AND r.account_number = j.account_number
WHEN MATCHED AND j.account_id IS NOT NULL AND NOT j.account_differs AND NOT j.debtor_changed THEN DELETE
WHEN MATCHED THEN UPDATE SET
  leads = j.leads, debtor_changed = j.debtor_changed, was_debtor_id = j.was_debtor_id,
  encrypted_document = j.encrypted_document, document_hash = j.document_hash,
  encrypted_birth_date = j.encrypted_birth_date, birth_date_hash = j.birth_date_hash, age = j.age, sex = j.sex, language = j.language, region = j.region,
  city = j.city, time_zone = j.time_zone, income_band = j.income_band, authorised_channels = j.authorised_channels,
  product = j.product, principal_minor = j.principal_minor, balance_minor = j.balance_minor, guarantor_of = j.guarantor_of, status = j.status, ended_from = j.ended_from,
  attributes = j.attributes,
  outcome = CASE WHEN j.account_id IS NULL THEN 'inserted' ELSE 'updated' END
