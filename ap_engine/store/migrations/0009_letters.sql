-- Letters of the mailbox for invoices: what each brought, and what of it was left out and why.
CREATE TABLE letters (
    key TEXT PRIMARY KEY,
    sender TEXT NOT NULL,
    subject TEXT NOT NULL,
    sent_at TIMESTAMPTZ,
    taken_at TIMESTAMPTZ NOT NULL,
    invoices TEXT NOT NULL,
    left_out TEXT NOT NULL
);
