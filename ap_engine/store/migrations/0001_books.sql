-- The books. Money is DECIMAL(18,2) beside its currency; quantities and unit prices are DECIMAL(28,10), because an NF-e
-- gives unit prices with up to ten decimals (vUnCom). JSON is TEXT. Only primary keys: no other index, no foreign key
-- (storage.md, rule 4). Children carry their place in the invoice as `position`, from 0.

CREATE TABLE invoices (
    id TEXT PRIMARY KEY,
    state TEXT NOT NULL,
    version INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    original_sha256 TEXT NOT NULL,
    file_name TEXT NOT NULL,
    received_at TIMESTAMPTZ NOT NULL,
    entered_by TEXT NOT NULL,
    channel TEXT NOT NULL,
    document_type TEXT NOT NULL,
    supplier_id TEXT,
    supplier_name TEXT,
    supplier_tax_id TEXT,
    buyer_tax_id TEXT,
    invoice_number TEXT,
    series TEXT,
    access_key TEXT,
    issue_date DATE,
    due_date DATE,
    currency TEXT,
    net_amount DECIMAL(18,2),
    net_currency TEXT,
    tax_amount DECIMAL(18,2),
    tax_currency TEXT,
    gross_amount DECIMAL(18,2),
    gross_currency TEXT,
    due_amount DECIMAL(18,2),
    due_currency TEXT,
    boleto TEXT,
    pix TEXT,
    iban TEXT,
    original_invoice_number TEXT,
    accounting_amount DECIMAL(18,2),
    accounting_currency TEXT,
    category_code TEXT,
    changed_by TEXT NOT NULL,
    match_result TEXT,
    erp_id TEXT,
    posted_at TIMESTAMPTZ,
    confirmed_by TEXT,
    note TEXT
);

CREATE TABLE invoice_lines (
    invoice_id TEXT NOT NULL,
    position INTEGER NOT NULL,
    line INTEGER NOT NULL,
    description TEXT NOT NULL,
    net_amount DECIMAL(18,2) NOT NULL,
    net_currency TEXT NOT NULL,
    quantity DECIMAL(28,10),
    unit TEXT,
    unit_price DECIMAL(28,10),
    item_code TEXT,
    ean TEXT,
    order_reference TEXT
);

CREATE TABLE invoice_charges (
    invoice_id TEXT NOT NULL,
    position INTEGER NOT NULL,
    kind TEXT NOT NULL,
    amount DECIMAL(18,2) NOT NULL,
    currency TEXT NOT NULL
);

-- Orders that the document names (origin 'document') and that the match found (origin 'match').
CREATE TABLE invoice_orders (
    invoice_id TEXT NOT NULL,
    position INTEGER NOT NULL,
    order_number TEXT NOT NULL,
    origin TEXT NOT NULL
);

-- The match's lines once more as rows, so that what is billed on an order line can be summed.
CREATE TABLE match_lines (
    invoice_id TEXT NOT NULL,
    position INTEGER NOT NULL,
    line INTEGER NOT NULL,
    order_number TEXT,
    order_line INTEGER,
    quantity DECIMAL(28,10) NOT NULL,
    price DECIMAL(28,10) NOT NULL,
    certain BOOLEAN NOT NULL
);

CREATE TABLE allocations (
    invoice_id TEXT NOT NULL,
    position INTEGER NOT NULL,
    cost_center_id TEXT NOT NULL,
    percent DECIMAL(9,6) NOT NULL,
    amount DECIMAL(18,2) NOT NULL,
    currency TEXT NOT NULL
);

CREATE TABLE approval_steps (
    invoice_id TEXT NOT NULL,
    position INTEGER NOT NULL,
    level INTEGER NOT NULL,
    approver_id TEXT NOT NULL,
    amount DECIMAL(18,2) NOT NULL,
    currency TEXT NOT NULL,
    why TEXT NOT NULL,
    cost_center_ids TEXT NOT NULL,
    decision TEXT NOT NULL,
    decided_by TEXT,
    decided_at TIMESTAMPTZ,
    reason TEXT
);

-- `blocks` repeats what the catalogue says of the code, for screens that count by it. Open: released_by IS NULL.
CREATE TABLE holds (
    invoice_id TEXT NOT NULL,
    position INTEGER NOT NULL,
    code TEXT NOT NULL,
    blocks TEXT NOT NULL,
    reason TEXT NOT NULL,
    clears_when TEXT NOT NULL,
    placed_at TIMESTAMPTZ NOT NULL,
    line INTEGER,
    twin TEXT,
    released_by TEXT,
    released_at TIMESTAMPTZ,
    release_reason TEXT
);

CREATE TABLE comments (
    invoice_id TEXT NOT NULL,
    position INTEGER NOT NULL,
    author TEXT NOT NULL,
    written_at TIMESTAMPTZ NOT NULL,
    content TEXT NOT NULL,
    addressed_to TEXT
);

-- A payment is entered once: the second line of defence against paying twice.
CREATE TABLE payments (
    invoice_id TEXT NOT NULL,
    id TEXT NOT NULL,
    position INTEGER NOT NULL,
    paid_on DATE NOT NULL,
    amount DECIMAL(18,2) NOT NULL,
    interest DECIMAL(18,2) NOT NULL,
    fine DECIMAL(18,2) NOT NULL,
    discount DECIMAL(18,2) NOT NULL,
    currency TEXT NOT NULL,
    reversed BOOLEAN NOT NULL,
    PRIMARY KEY (invoice_id, id)
);

CREATE TABLE extractions (
    invoice_id TEXT NOT NULL,
    version INTEGER NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (invoice_id, version)
);

-- What may exist once: the hash of a file, a fiscal key, a supplier's invoice number.
CREATE TABLE unique_keys (
    kind TEXT NOT NULL,
    value TEXT NOT NULL,
    invoice_id TEXT NOT NULL,
    PRIMARY KEY (kind, value)
);

CREATE TABLE commands (
    id TEXT PRIMARY KEY,
    content_hash TEXT NOT NULL,
    subject TEXT NOT NULL,
    actor TEXT NOT NULL,
    carried_out_at TIMESTAMPTZ NOT NULL
);

-- The primary key is also a lock of last resort: no two writers can take the same place in the chain.
CREATE TABLE audit_log (
    sequence BIGINT PRIMARY KEY,
    happened_at TIMESTAMPTZ NOT NULL,
    actor TEXT NOT NULL,
    event TEXT NOT NULL,
    subject TEXT NOT NULL,
    data TEXT NOT NULL,
    previous_hash TEXT NOT NULL,
    hash TEXT NOT NULL
);

CREATE TABLE suppliers (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    tax_id TEXT NOT NULL,
    erp_id TEXT,
    email TEXT,
    category_code TEXT,
    default_split TEXT NOT NULL,
    order_required BOOLEAN NOT NULL,
    blocked BOOLEAN NOT NULL,
    iban TEXT,
    pix_key TEXT,
    created_by TEXT NOT NULL
);

CREATE TABLE people (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    email TEXT NOT NULL,
    roles TEXT NOT NULL,
    limit_amount DECIMAL(18,2),
    limit_currency TEXT,
    active BOOLEAN NOT NULL,
    password_hash TEXT,
    sign_in_failures INTEGER NOT NULL
);

CREATE TABLE sessions (
    token_sha256 TEXT PRIMARY KEY,
    person_id TEXT NOT NULL,
    expires_at TIMESTAMPTZ NOT NULL
);

CREATE TABLE cost_centers (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    leader_id TEXT NOT NULL,
    erp_code TEXT,
    active BOOLEAN NOT NULL
);

CREATE TABLE budgets (
    cost_center_id TEXT NOT NULL,
    year INTEGER NOT NULL,
    month INTEGER NOT NULL,
    currency TEXT NOT NULL,
    amount DECIMAL(18,2) NOT NULL,
    PRIMARY KEY (cost_center_id, year, month, currency)
);

CREATE TABLE purchase_orders (
    number TEXT PRIMARY KEY,
    supplier_id TEXT NOT NULL,
    currency TEXT NOT NULL,
    issue_date DATE NOT NULL,
    cost_centers TEXT NOT NULL,
    category_code TEXT,
    closed BOOLEAN NOT NULL
);

CREATE TABLE purchase_order_lines (
    order_number TEXT NOT NULL,
    position INTEGER NOT NULL,
    line INTEGER NOT NULL,
    item_code TEXT NOT NULL,
    description TEXT NOT NULL,
    quantity DECIMAL(28,10) NOT NULL,
    unit TEXT NOT NULL,
    unit_price DECIMAL(28,10) NOT NULL,
    supplier_item_code TEXT,
    is_service BOOLEAN NOT NULL
);

CREATE TABLE goods_receipts (
    id TEXT PRIMARY KEY,
    order_number TEXT NOT NULL,
    received_on DATE NOT NULL
);

CREATE TABLE goods_receipt_lines (
    receipt_id TEXT NOT NULL,
    position INTEGER NOT NULL,
    order_number TEXT NOT NULL,
    order_line INTEGER NOT NULL,
    quantity DECIMAL(28,10) NOT NULL
);

-- The outbox: `sequence` is the order in which messages were asked for.
CREATE TABLE erp_messages (
    id TEXT PRIMARY KEY,
    sequence BIGINT NOT NULL,
    kind TEXT NOT NULL,
    invoice_id TEXT NOT NULL,
    invoice_version INTEGER NOT NULL,
    payload TEXT NOT NULL,
    state TEXT NOT NULL,
    attempts INTEGER NOT NULL,
    words TEXT NOT NULL,
    not_before TIMESTAMPTZ NOT NULL
);

CREATE TABLE erp_events (
    id TEXT PRIMARY KEY,
    sequence BIGINT NOT NULL,
    topic TEXT NOT NULL,
    body TEXT NOT NULL,
    received_at TIMESTAMPTZ NOT NULL,
    handled_at TIMESTAMPTZ,
    outcome TEXT
);

CREATE TABLE erp_codes (
    kind TEXT NOT NULL,
    position INTEGER NOT NULL,
    code TEXT NOT NULL,
    name TEXT NOT NULL
);

CREATE TABLE erp_calls (
    called_at TIMESTAMPTZ NOT NULL,
    method TEXT NOT NULL,
    reference TEXT NOT NULL,
    milliseconds INTEGER NOT NULL,
    outcome TEXT NOT NULL,
    words TEXT NOT NULL
);

CREATE TABLE settings (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
);
