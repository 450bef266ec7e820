-- What was accepted of a receipt after inspection (4-way match); NULL: not inspected yet.
ALTER TABLE goods_receipt_lines ADD COLUMN accepted DECIMAL(28,10);

-- What an order agreed beside its lines: freight, insurance, another charge, or a discount (negative).
CREATE TABLE purchase_order_charges (
    order_number TEXT NOT NULL,
    position INTEGER NOT NULL,
    kind TEXT NOT NULL,
    amount DECIMAL(18,2) NOT NULL
);
