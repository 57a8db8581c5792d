-- Brings the rows of some debtors in line with what was said of consent: per channel and address the last word holds, of
-- two at one time the revocation; a revocation counts from when it was recorded, if it names an earlier day. A channel is given by its own word or by one address; it is revoked when its own last
-- word is and no address was given since; it is bound to addresses where one was given and the channel itself was not.
-- $1 creditor int4, $2 debtors int8[].
-- Rows: as many as changed. Locks: the debtors that change.
-- Twice is harmless: the second finds nothing that differs.
WITH last AS (
  SELECT DISTINCT ON (debtor_id, channel, address_hash) debtor_id, channel, address_hash, said, ranked_at
  FROM consent
  WHERE debtor_id = ANY ($2::int8[])
  ORDER BY debtor_id, channel, address_hash, ranked_at DESC, said DESC
), whole AS (
  SELECT l.debtor_id, l.channel, l.said, (
      SELECT max(c.ranked_at)
      FROM consent c
      WHERE c.debtor_id = l.debtor_id AND c.channel = l.channel AND c.address_hash IS NULL AND c.said = 'revoked') AS revoked_at
  FROM last l
  WHERE l.address_hash IS NULL
), named AS (
  SELECT l.debtor_id, l.channel,
    bool_or(l.said = 'given' AND l.ranked_at > COALESCE(w.revoked_at, '-infinity')) AS given
  FROM last l
  LEFT JOIN whole w ON w.debtor_id = l.debtor_id AND w.channel = l.channel
  WHERE l.address_hash IS NOT NULL
  GROUP BY l.debtor_id, l.channel
), standing AS (
  SELECT debtor_id, channel, w.said, COALESCE(n.given, false) AS by_address, n.channel IS NOT NULL AS names_address
  FROM whole w
  FULL JOIN named n USING (debtor_id, channel)
), summed AS (
  SELECT debtor_id,
    array_agg(channel ORDER BY channel) FILTER (WHERE said = 'given' OR by_address) AS given,
    array_agg(channel ORDER BY channel) FILTER (WHERE said = 'revoked' AND NOT by_address) AS revoked,
    CASE WHEN bool_or(names_address) THEN
      COALESCE(array_agg(channel ORDER BY channel) FILTER (WHERE by_address AND said IS DISTINCT FROM 'given'), '{}') END
      AS bound
  FROM standing
  GROUP BY debtor_id
)
UPDATE debtor d SET given_channels = s.given, revoked_channels = s.revoked, bound_channels = s.bound
FROM summed s
WHERE d.debtor_id = s.debtor_id AND d.creditor_id = $1
  AND (d.given_channels, d.revoked_channels, d.bound_channels) IS DISTINCT FROM (s.given, s.revoked, s.bound)
