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

-- A supplier's own links to the portal; of a token only its hash is kept.
CREATE TABLE portal_links (
    token_hash TEXT PRIMARY KEY,
    id TEXT NOT NULL,
    supplier_id TEXT NOT NULL,
    made_by TEXT NOT NULL,
    made_at TIMESTAMPTZ NOT NULL,
    expires_at TIMESTAMPTZ NOT NULL,
    revoked_at TIMESTAMPTZ,
    revoked_by TEXT
);

-- Two documents of one invoice (its XML and its PDF): the document that gave way, and the invoice that it belongs to.
CREATE TABLE joined_documents (
    document_id TEXT PRIMARY KEY,
    invoice_id TEXT NOT NULL,
    joined_at TIMESTAMPTZ NOT NULL
);
