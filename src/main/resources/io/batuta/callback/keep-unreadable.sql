-- Keeps a body that could not be read, for study: at most so many an hour, since anybody may post rubbish.
-- $1 path text, $2 received at timestamptz, $3 why text, $4 headers text (JSON), $5 body bytea, encrypted, $6 at most int8.
-- Rows: none. Locks: none. Twice: kept twice, which costs the bound and nothing else.
INSERT INTO callback_body (provider, received_at, state, why, headers, encrypted_body)
SELECT $1, $2, 'unreadable', $3, $4::text::jsonb, $5
WHERE (
  SELECT count(*)
  FROM callback_body
  WHERE state = 'unreadable' AND received_at > $2::timestamptz - interval '1 hour') < $6::int8
