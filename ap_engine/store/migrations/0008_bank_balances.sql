-- What the ERP said last about each bank account.
CREATE TABLE bank_balances (
    account_id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    currency TEXT NOT NULL,
    balance DECIMAL(18,2) NOT NULL,
    as_of DATE NOT NULL,
    fetched_at TIMESTAMPTZ NOT NULL
);

-- Approvals that somebody gave to another person for some days (rule F8).
CREATE TABLE delegations (
    id TEXT PRIMARY KEY,
    delegator_id TEXT NOT NULL,
    delegate_id TEXT NOT NULL,
    first_day DATE NOT NULL,
    last_day DATE NOT NULL,
    reason TEXT NOT NULL,
    given_at TIMESTAMPTZ NOT NULL,
    ended_at TIMESTAMPTZ
);
