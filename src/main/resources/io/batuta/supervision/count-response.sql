-- What contacts of a range of nights led to, by channel and the dimensions asked for.
-- $1 creditor int4, $2 from date, $3 until date (inclusive); which dimensions: $4 age band, $5 sex, $6 region,
-- $7 bucket of days past due, bool.
-- Rows: channels x values. Locks: none. Twice is harmless: it only reads.
WITH contact AS (
  SELECT c.channel, c.debtor_id, p.attempted_at, p.delivered_at, p.read_at, p.failed_at, p.replied_at,
    p.attempted_at IS NOT NULL AND NOT p.returned AS sent,
    h.promise_made_at, h.last_paid_at,
    CASE WHEN $4::boolean THEN CASE
      WHEN d.age IS NULL THEN 'unknown' WHEN d.age < 25 THEN 'under 25' WHEN d.age < 35 THEN '25-34'
      WHEN d.age < 45 THEN '35-44' WHEN d.age < 55 THEN '45-54' WHEN d.age < 65 THEN '55-64' ELSE '65 and over'
    END END AS age_band,
    CASE WHEN $5::boolean THEN COALESCE(d.sex, 'unknown') END AS sex,
    CASE WHEN $6::boolean THEN COALESCE(d.region, 'unknown') END AS region,
    CASE WHEN $7::boolean THEN CASE
      WHEN d.due_date IS NULL THEN 'unknown' WHEN c.night <= d.due_date THEN 'not due'
      WHEN c.night - d.due_date <= 30 THEN '1-30' WHEN c.night - d.due_date <= 60 THEN '31-60'
      WHEN c.night - d.due_date <= 90 THEN '61-90' ELSE 'over 90'
    END END AS bucket
  FROM planned_contact c
  JOIN debtor d ON d.debtor_id = c.debtor_id
  LEFT JOIN contact_progress p ON p.contact_id = c.contact_id
  LEFT JOIN contact_history h ON h.debtor_id = c.debtor_id
  WHERE c.creditor_id = $1 AND c.night BETWEEN $2 AND $3
)
SELECT channel, age_band, sex, region, bucket,
  count(DISTINCT debtor_id) AS people,
  count(*) AS planned,
  count(*) FILTER (WHERE sent) AS sent,
  count(delivered_at) AS delivered,
  count(read_at) AS read,
  count(failed_at) AS failed,
  count(replied_at) AS replied,
  count(DISTINCT debtor_id) FILTER (WHERE sent AND promise_made_at >= attempted_at) AS promised,
  count(DISTINCT debtor_id) FILTER (WHERE sent AND last_paid_at >= attempted_at) AS paid
FROM contact
GROUP BY channel, age_band, sex, region, bucket
ORDER BY channel, age_band, sex, region, bucket
