-- What a night goes by, and what ends contact finds what failed.

-- What the creditor's people had set down when the night was cut: campaigns with all that they name, routes, house
-- rules. Its later calls go by it, so that a campaign edited meanwhile is worked from the next night on. Null: the night
-- was cut by a version that kept none.
ALTER TABLE night ADD COLUMN plans jsonb;

-- A payment or stop looks for what is on its way or failed, by debtor. What is on its way has an index of its own; for
-- what failed, before PostgreSQL 18, the whole index of steps was read, all nights of the creditor.
-- Survives: no version was released before this, so that no table of contacts is large yet.
CREATE INDEX planned_contact_failed_by_debtor ON planned_contact (creditor_id, debtor_id) WHERE state = 'FAILED';
