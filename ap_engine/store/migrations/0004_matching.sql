-- What was accepted of a receipt after inspection (4-way match); NULL: not inspected yet.
ALTER TABLE goods_receipt_lines ADD COLUMN accepted DECIMAL(28,10);

-- The article number on the package, where the order has it.
ALTER TABLE purchase_order_lines ADD COLUMN ean TEXT;

-- What an order agreed beside its lines: freight, insurance, another charge, tax, or a discount (negative).
CREATE TABLE purchase_order_charges (
    order_number TEXT NOT NULL,
    position INTEGER NOT NULL,
    kind TEXT NOT NULL,
    amount DECIMAL(18,2) NOT NULL
);

-- What a line asks for, beside its quantity: a price that is a little too high on many invoices adds up (rule M3).
ALTER TABLE match_lines ADD COLUMN amount DECIMAL(28,10);
UPDATE match_lines SET amount = TRY_CAST(CAST(quantity AS DECIMAL(18,6)) * CAST(price AS DECIMAL(18,6)) AS DECIMAL(28,10))
WHERE quantity < 1000000000 AND price < 1000000000;

-- The invoice that a credit note's line gives back from; NULL on invoices.
ALTER TABLE match_lines ADD COLUMN credits TEXT;

-- What an invoice asks for beside its lines, by the order that bears it: kinds of charges, 'tax', and 'total' without lines.
CREATE TABLE match_charges (
    invoice_id TEXT NOT NULL,
    position INTEGER NOT NULL,
    kind TEXT NOT NULL,
    order_number TEXT,
    amount DECIMAL(28,10) NOT NULL,
    credits TEXT
);
