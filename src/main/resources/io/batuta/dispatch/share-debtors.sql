-- Lets nothing end contact with some debtors before this transaction ends.
-- $1 debtors int8[].
-- Rows: one per debtor that is shared now. One for whom a payment, stop, hold or import is just being written is not
-- among them, and not waited for: its contact is not granted this time. A merge of a portfolio would otherwise hold up
-- every claim, and lock the same rows the other way round.
-- Locks: the debtors FOR SHARE, in key order, after the contacts, which the claim holds already; claims share it,
-- hold-debtors.sql and whatever changes a debtor do not. Twice is harmless: it only locks.
SELECT debtor_id FROM debtor WHERE debtor_id = ANY ($1::int8[]) ORDER BY debtor_id FOR SHARE SKIP LOCKED
