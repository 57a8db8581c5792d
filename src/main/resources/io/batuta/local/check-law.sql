-- The second promise, asked of the ledger: contacts that left although the law said no. The law comes as rows, straight from
-- the file of its country (local/LawSheet), and is judged here once more and on purpose: nothing here is shared with the code that keeps it.
-- A contact is judged by the debtor's clock at each moment it may have left; a limit by what was recorded before that moment.
-- What was proven not to have left does not count. A class without hours, or a year without holidays, is against the law.
-- Who is not among the debtors any more has no clock: that is told, and nothing is dropped. The channels that were authorised are those that the
-- creditor's file has now, unless a consent said so before; an address that one alone was revoked for is not asked of.
-- $1 law jsonb, a row a rule: rule, kind (window, closed-days, barred, frequency, gap, one-channel, authorised-channels, stop: of a dispute, held), classes (null: all), hours,
-- weekdays (ISO), on_holidays, unit, max, period, days, per_channel, valid_from, valid_to, regions (null: all; folded);
-- $2 calendar jsonb: years that are known, days of them that are holidays.
-- Rows: one, a JSON text: rules, each with how many contacts it was asked of, how many left against it, and of a limit
-- how many had anything earlier to be held against; outside, contacts that
-- left against any. Locks: none. Reads only.
WITH law AS (
  SELECT * FROM jsonb_to_recordset($1::jsonb) AS r(rule text, kind text, classes text[], hours jsonb, weekdays integer[],
    on_holidays boolean, unit text, max integer, period text, days integer, per_channel boolean, valid_from date,
    valid_to date, regions text[])
), class (channel, class) AS (
  VALUES ('SMS', 'TEXT'), ('WHATSAPP', 'TEXT'), ('EMAIL', 'EMAIL'), ('VOICE', 'CALL'), ('CALL', 'CALL'), ('LETTER', 'LETTER'),
    ('VISIT', 'VISIT')
), moment AS MATERIALIZED (
  SELECT f.contact_id, f.debtor_id, f.channel, c.class, f.occurred_at AS at, d.debtor_id IS NULL AS is_nobody, d.authorised_channels,
    (f.occurred_at AT TIME ZONE d.time_zone)::date AS day, (f.occurred_at AT TIME ZONE d.time_zone)::time AS hour,
    extract(isodow FROM f.occurred_at AT TIME ZONE d.time_zone)::integer AS weekday,
    $2::jsonb->'days' ? (f.occurred_at AT TIME ZONE d.time_zone)::date::text AS is_holiday,
    upper(regexp_replace(translate(COALESCE(d.region, ''), 'áéíóúüñçãõâêôÁÉÍÓÚÜÑÇÃÕÂÊÔ', 'aeiouuncaoaeoAEIOUUNCAOAEO'),
      '[^A-Za-z0-9]', '', 'g')) AS region
  FROM contact_fact f
  LEFT JOIN debtor d ON d.debtor_id = f.debtor_id
  LEFT JOIN class c ON c.channel = f.channel
  WHERE f.kind IN ('sent', 'uncertain')
    AND NOT EXISTS (SELECT FROM contact_fact n WHERE n.contact_id = f.contact_id AND n.kind = 'not_sent')
), first AS (
  SELECT DISTINCT ON (contact_id) * FROM moment ORDER BY contact_id, at
), event AS MATERIALIZED (
  SELECT debtor_id, channel, class, contact_id, day, at AS known_at, 'attempt' AS what FROM first
  UNION ALL
  (SELECT DISTINCT ON (f.contact_id) f.debtor_id, f.channel, c.class, f.contact_id,
    (f.occurred_at AT TIME ZONE d.time_zone)::date, f.recorded_at, 'delivered'
  FROM contact_fact f
  JOIN debtor d ON d.debtor_id = f.debtor_id
  JOIN class c ON c.channel = f.channel
  WHERE f.kind IN ('delivered', 'read', 'clicked') AND f.contact_id IS NOT NULL
  ORDER BY f.contact_id, f.occurred_at)
  UNION ALL
  SELECT f.debtor_id, f.channel, c.class, f.contact_id, (f.occurred_at AT TIME ZONE d.time_zone)::date, f.recorded_at, 'answer'
  FROM contact_fact f
  JOIN debtor d ON d.debtor_id = f.debtor_id
  JOIN class c ON c.channel = f.channel
  WHERE f.kind = 'replied'
), asked AS MATERIALIZED (
  SELECT m.*, law.*
  FROM moment m
  JOIN law ON (law.classes IS NULL OR m.class = ANY (law.classes))
    AND m.day >= law.valid_from AND (law.valid_to IS NULL OR m.day <= law.valid_to)
    AND (law.regions IS NULL OR m.region = '' OR m.region = ANY (law.regions))
), since AS (
  SELECT a.*, CASE
      WHEN a.kind = 'gap' THEN a.day - (a.days - 1)
      WHEN a.period = 'DAY' THEN a.day
      WHEN a.period = 'CALENDAR_WEEK' THEN date_trunc('week', a.day)::date
      WHEN a.period = 'ROLLING_7D' THEN a.day - 6
    END AS from_day
  FROM asked a
  JOIN first f ON f.contact_id = a.contact_id AND f.at = a.at
  WHERE a.kind IN ('frequency', 'gap', 'one-channel')
), before AS (
  SELECT s.rule, s.contact_id, s.at, s.max, s.unit, e.channel, e.day,
    count(*) FILTER (WHERE e.what = 'attempt') AS attempts,
    count(*) FILTER (WHERE e.what = 'delivered') AS delivered,
    count(*) FILTER (WHERE e.what = 'answer') AS answers
  FROM since s
  JOIN event e ON e.debtor_id = s.debtor_id
  WHERE e.day BETWEEN s.from_day AND s.day
    AND (e.known_at < s.at OR e.known_at = s.at AND (e.what <> 'attempt' OR e.contact_id < s.contact_id))
    AND CASE
      WHEN s.kind = 'one-channel' THEN e.channel <> s.channel
      WHEN s.per_channel THEN e.channel = s.channel
      ELSE s.classes IS NULL OR e.class = ANY (s.classes)
    END
  GROUP BY s.rule, s.contact_id, s.at, s.max, s.unit, e.channel, e.day
), against AS (
  SELECT rule, contact_id, at FROM asked
  WHERE kind = 'window' AND (on_holidays AND is_holiday OR NOT EXISTS (
    SELECT FROM jsonb_to_recordset(hours) AS h(weekday integer, opens time, closes time)
    WHERE h.weekday = asked.weekday AND asked.hour >= h.opens AND asked.hour < h.closes))
  UNION
  SELECT rule, contact_id, at FROM asked
  WHERE kind = 'closed-days' AND (on_holidays AND is_holiday OR weekday = ANY (weekdays))
  UNION
  SELECT rule, contact_id, at FROM asked WHERE kind = 'barred'
  UNION
  SELECT rule, contact_id, at FROM asked
  WHERE kind = 'authorised-channels' AND CASE COALESCE((
      SELECT c.said
      FROM consent c
      WHERE c.debtor_id = asked.debtor_id AND c.channel = asked.channel AND c.recorded_at < asked.at
        AND (c.address_hash IS NULL OR c.said = 'given')
      ORDER BY c.said_at DESC, c.said DESC
      LIMIT 1), 'nothing')
    WHEN 'given' THEN false
    WHEN 'revoked' THEN true
    ELSE authorised_channels IS NOT NULL AND NOT channel = ANY (authorised_channels)
  END
  UNION
  SELECT rule, contact_id, at FROM asked a
  WHERE kind = 'stop' AND EXISTS (
    SELECT FROM contact_fact f
    WHERE f.debtor_id = a.debtor_id AND f.recorded_at < a.at
      AND (f.kind = 'disputed'
        OR f.kind = 'status_changed' AND f.detail->>'status' = 'disputed' AND f.detail->>'of' = 'person')
      AND NOT EXISTS (
        SELECT FROM contact_fact r
        WHERE r.debtor_id = f.debtor_id AND r.kind = 'status_changed' AND r.detail->>'status' = 'active'
          AND r.recorded_at >= f.recorded_at AND r.recorded_at < a.at))
  UNION
  SELECT rule, contact_id, at FROM asked a
  WHERE kind = 'held' AND 'held' = (
    SELECT f.kind
    FROM contact_fact f
    WHERE f.debtor_id = a.debtor_id AND f.kind IN ('held', 'released') AND f.recorded_at < a.at
    ORDER BY f.recorded_at DESC, f.fact_id DESC
    LIMIT 1)
  UNION
  SELECT 'whose clock is not known', contact_id, at FROM moment WHERE is_nobody
  UNION
  SELECT rule, contact_id, at FROM before
  GROUP BY rule, contact_id, at, max
  HAVING sum(CASE unit
      WHEN 'ATTEMPT' THEN attempts
      WHEN 'DELIVERED' THEN delivered
      WHEN 'TWO_WAY' THEN answers
      WHEN 'DIRECT_ATTEMPT' THEN greatest(attempts, least(1, answers))
      WHEN 'DIRECT_DELIVERED' THEN greatest(delivered, least(1, answers))
      WHEN 'DIRECT_TWO_WAY' THEN answers
    END) >= max
  UNION
  SELECT 'no law of these hours', contact_id, at FROM moment m
  WHERE NOT EXISTS (
    SELECT FROM asked a WHERE a.kind = 'window' AND a.contact_id = m.contact_id AND a.at = m.at)
  UNION
  SELECT 'holidays of the year not known', contact_id, at FROM asked
  WHERE on_holidays AND NOT $2::jsonb->'years' @> to_jsonb(extract(year FROM day)::integer)
), rules AS (
  SELECT rule, min(kind) AS kind FROM law GROUP BY rule
  UNION
  SELECT rule, 'none' FROM against WHERE rule NOT IN (SELECT rule FROM law)
)
SELECT jsonb_build_object(
  'rules', (SELECT jsonb_agg(jsonb_strip_nulls(jsonb_build_object('rule', r.rule, 'kind', r.kind,
      'beside', CASE WHEN r.kind IN ('frequency', 'gap', 'one-channel') THEN
        (SELECT count(DISTINCT (b.contact_id, b.at)) FROM before b WHERE b.rule = r.rule) END,
      'checked', (SELECT count(DISTINCT (a.contact_id, a.at)) FROM asked a WHERE a.rule = r.rule),
      'outside', (SELECT count(DISTINCT (b.contact_id, b.at)) FROM against b WHERE b.rule = r.rule)))
    ORDER BY r.rule) FROM rules r),
  'contacts', (SELECT count(*) FROM moment),
  'outside', (SELECT count(DISTINCT (contact_id, at)) FROM against))::text AS law
