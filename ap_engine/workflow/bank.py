"""What the bank has, asked of the ERP: never inside a transaction, and seldom, because a statement is heavy for it."""

from __future__ import annotations

from datetime import timedelta

from ap_engine.engine import Engine
from ap_engine.model.coding import BankBalance
from ap_engine.model.money import Money
from ap_engine.model.parties import SYSTEM
from ap_engine.model.policy import Severity

EVERY = timedelta(minutes=30)
# Omie refuses the same question within a minute.
AT_LEAST = timedelta(minutes=1)


def fetch_balances(engine: Engine, on_demand: bool = False) -> int:
    """Fetch the balance of every bank account whose balance is older than half an hour, of each when a person asks; how many.

    Nothing is asked while the policy does not look at the bank, unless on demand. Raises ErpError; what was fetched until
    then is kept.
    """
    if engine.policy.balance.bank is Severity.OFF and not on_demand:
        return 0
    now, today, currency = engine.now(), engine.today(), engine.company.currency
    with engine.store.snapshot() as tx:
        accounts = tx.erp_codes.all("bank_account")
        known = {account.code: tx.bank_balances.find(account.code) for account in accounts}
    fetched = 0
    for account in accounts:
        last = known[account.code]
        if last is not None and now - last.fetched_at < (AT_LEAST if on_demand else EVERY):
            continue
        amount = Money(engine.erp.bank_balance(account.code, today), currency)
        with engine.store.write(SYSTEM, engine.now()) as tx:
            tx.bank_balances.save(BankBalance(account.code, account.name, amount, today, engine.now()))
        fetched += 1
    return fetched
