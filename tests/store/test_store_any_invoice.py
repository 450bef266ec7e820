"""Whatever an invoice may be, it comes out of the books as it went in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ap_engine.model.coding import Allocation
from ap_engine.model.invoice import Invoice
from ap_engine.model.money import Money
from ap_engine.model.payable import Payment
from ap_engine.store import Store
from tests.store.examples import ANA, NOW
from tests.store.strategies import any_of

text = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=8)
money = st.builds(Money, st.decimals("-9999999999999999.99", "9999999999999999.99", places=2), st.sampled_from(["BRL", "EUR"]))
quantities = st.decimals("-99999999999999999", "99999999999999999", places=10)
whole = st.integers(0, 2**31 - 1)
moments = st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))
percents = st.decimals(0, 100, places=2)
leaves: dict[object, st.SearchStrategy[object]] = {
    str: text,
    Money: money,
    Decimal: quantities,
    int: whole,
    datetime: moments,
    date: st.dates(date(1990, 1, 1)),
}


def payments(drawn: list[Payment]) -> tuple[Payment, ...]:
    """Of one currency each, with ids that differ."""
    parts = ("interest", "fine", "discount")
    return tuple(
        replace(p, id=f"p{n}", **{part: Money(getattr(p, part).amount, p.amount.currency) for part in parts})
        for n, p in enumerate(drawn)
    )


leaves[Allocation] = any_of(Allocation, {**leaves, Decimal: percents})
leaves[tuple[Payment, ...]] = st.lists(any_of(Payment, leaves), max_size=3).map(payments)
invoices = any_of(Invoice, leaves)
counted = iter(range(10**9))


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    opened = Store.open(tmp_path_factory.mktemp("any") / "books.duckdb")
    yield opened
    opened.close()


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(first=invoices, then=invoices)
def test_any_invoice_comes_back_and_may_become_any_other(books: Store, first: Invoice, then: Invoice) -> None:
    invoice_id = f"inv-{next(counted)}"
    with books.write(ANA, NOW) as tx:
        written = tx.save(replace(first, id=invoice_id, revision=0))
    with books.snapshot() as seen:
        assert seen.invoices.get(invoice_id) == written
    kept = tuple(replace(p, id=f"q{n}") for n, p in enumerate(then.payments))
    with books.write(ANA, NOW) as tx:
        tx.invoices.get(invoice_id)
        changed = tx.save(replace(then, id=invoice_id, revision=written.revision, payments=written.payments + kept))
    with books.snapshot() as seen:
        assert seen.invoices.get(invoice_id) == changed
