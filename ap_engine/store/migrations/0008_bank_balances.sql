-- What the ERP said last about each bank account.
CREATE TABLE bank_balances (
    account_id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    currency TEXT NOT NULL,
    balance DECIMAL(18,2) NOT NULL,
    as_of DATE NOT NULL,
    fetched_at TIMESTAMPTZ NOT NULL
);
