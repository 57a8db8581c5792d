-- Who plans a contact works as its creditor (row level security) within a night that refers to it, and no creditor is
-- ever deleted: asking again for each row cost a look-up and a lock on the creditor's one row, a million times a night.
ALTER TABLE planned_contact DROP CONSTRAINT planned_contact_creditor_id_fkey;
