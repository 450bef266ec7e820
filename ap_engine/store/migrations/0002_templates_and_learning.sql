-- Supplier templates in the books with every version, what was reconciled, and what was learned from it. As in 0001: JSON
-- is TEXT, only primary keys.

CREATE TABLE supplier_templates (
    name TEXT PRIMARY KEY,
    supplier_id TEXT,
    supplier TEXT NOT NULL,
    version INTEGER NOT NULL,
    origin TEXT NOT NULL,
    yaml TEXT NOT NULL,
    in_force BOOLEAN NOT NULL,
    changed_by TEXT NOT NULL,
    changed_at TIMESTAMPTZ NOT NULL,
    why TEXT NOT NULL
);

CREATE TABLE supplier_template_versions (
    name TEXT NOT NULL,
    version INTEGER NOT NULL,
    yaml TEXT NOT NULL,
    origin TEXT NOT NULL,
    changed_by TEXT NOT NULL,
    changed_at TIMESTAMPTZ NOT NULL,
    why TEXT NOT NULL,
    verdict TEXT NOT NULL,
    PRIMARY KEY (name, version)
);

-- What was proposed and refused. The id follows from name, text and reasons, so that the same refusal again is the same
-- row; for the learner's from the name, so that its last one stands.
CREATE TABLE template_refusals (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    supplier_id TEXT,
    supplier TEXT NOT NULL,
    origin TEXT NOT NULL,
    yaml TEXT NOT NULL,
    refused_by TEXT NOT NULL,
    refused_at TIMESTAMPTZ NOT NULL,
    reasons TEXT NOT NULL
);

-- Since when each field is read the way it is read now, for templates in files too: trust counts from there (row N2).
CREATE TABLE template_rules (
    name TEXT NOT NULL,
    field TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    since TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (name, field)
);

CREATE TABLE template_alarms (
    name TEXT PRIMARY KEY,
    supplier_id TEXT NOT NULL,
    invoice_id TEXT NOT NULL,
    raised_at TIMESTAMPTZ NOT NULL,
    words TEXT NOT NULL
);

CREATE TABLE reconciled_documents (
    invoice_id TEXT PRIMARY KEY,
    version INTEGER NOT NULL,
    supplier_id TEXT NOT NULL,
    received_at TIMESTAMPTZ NOT NULL,
    reconciled_at TIMESTAMPTZ NOT NULL,
    words TEXT NOT NULL,
    right_values TEXT NOT NULL,
    read_values TEXT NOT NULL,
    codes TEXT NOT NULL
);

-- Which invoice, at which version, was looked at by the learning job: it is not looked at again.
CREATE TABLE lessons (
    invoice_id TEXT PRIMARY KEY,
    version INTEGER NOT NULL,
    supplier_id TEXT,
    learned_at TIMESTAMPTZ NOT NULL,
    outcome TEXT NOT NULL,
    remarks TEXT NOT NULL
);
