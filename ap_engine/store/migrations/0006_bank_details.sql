-- The telephone number on file, which a changed account is called back on, and the account of a Brazilian transfer.
ALTER TABLE suppliers ADD COLUMN phone TEXT;
ALTER TABLE suppliers ADD COLUMN bank_account TEXT;
ALTER TABLE suppliers ADD COLUMN phone_since DATE;

-- A changed account: asked for, called back, agreed to by a second person, or refused. `body` has what it was and what it becomes.
CREATE TABLE bank_changes (
    id TEXT PRIMARY KEY,
    supplier_id TEXT NOT NULL,
    state TEXT NOT NULL,
    body TEXT NOT NULL,
    requested_at TIMESTAMPTZ NOT NULL
);

-- Cancellations at the tax authority, by the key of the document: remembered also when the document has not come yet.
CREATE TABLE fiscal_events (
    access_key TEXT PRIMARY KEY,
    body TEXT NOT NULL,
    received_at TIMESTAMPTZ NOT NULL
);
