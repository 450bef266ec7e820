-- What invoices are recognised by: a look-up by key, whatever the number of invoices (storage.md, rule 4: no other index).
CREATE TABLE likeness (
    key TEXT PRIMARY KEY,
    invoices TEXT NOT NULL
);
