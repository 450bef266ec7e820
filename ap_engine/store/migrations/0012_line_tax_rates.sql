-- The tax rate in percent that an electronic invoice says for a line; empty where the document says none for it alone.
ALTER TABLE invoice_lines ADD COLUMN tax_rate DECIMAL(28,10);
