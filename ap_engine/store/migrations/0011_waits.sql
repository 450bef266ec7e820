-- Invoices that somebody put off until a day (rule A4); one row for each, the last time counts.
CREATE TABLE waits (
    invoice_id TEXT PRIMARY KEY,
    version INTEGER NOT NULL,
    until DATE NOT NULL,
    reason TEXT NOT NULL,
    put_by TEXT NOT NULL,
    put_at TIMESTAMPTZ NOT NULL,
    ended_at TIMESTAMPTZ
);
