"""Laws of finding the order: however a reference is written, and whatever else is open."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from hypothesis import assume, given
from hypothesis import strategies as st

from ap_engine.model.invoice import InvoiceFields
from ap_engine.model.purchasing import PurchaseOrder
from ap_engine.rules import matching, order_finding
from tests.unit.trade import ACME, POLICY, brl, fields, line, order, order_line

numbers = st.integers(1000, 9_999_999_999).map(str)
decorations = st.sampled_from(
    ("{}", "PO {}", "PO-{}", "PO{}", "po-000{}", "Pedido nº {}", "Pedido de compra N° {}", "Purchase Order No. {}", "OC: {}",
     "O.C. {}", "Nr. {}", "#{}", "{}/2025", "{} ", "  {}", "({})", "Order {} of 12.10.2025", "Bestellung {}", "Ordem de compra {}")
)  # fmt: skip
codes = st.sampled_from("ABCDE")
quantities = st.integers(1, 20).map(str)
prices = st.integers(1, 2000).map(lambda cents: str(Decimal(cents) / 100))


@st.composite
def orders(draw: st.DrawFn, number: st.SearchStrategy[str] = numbers) -> PurchaseOrder:
    """An order of up to five lines, some of it billed."""
    lines = [
        order_line(n, draw(codes), quantity := draw(quantities), draw(prices), billed=str(draw(st.integers(0, int(quantity)))))
        for n in range(1, draw(st.integers(1, 5)) + 1)
    ]
    return order(draw(number), *lines)


@st.composite
def invoices(draw: st.DrawFn, references: st.SearchStrategy[tuple[str, ...]]) -> InvoiceFields:
    """An invoice of up to three lines, or of a total alone."""
    lines = [
        line(n, draw(st.one_of(st.none(), codes)), draw(quantities), draw(prices), description=draw(st.sampled_from(DESCRIBED)))
        for n in range(1, draw(st.integers(0, 3)) + 1)
    ]
    of = fields(*lines, orders=draw(references))
    total = brl(draw(prices)) if not lines else of.net_total
    return replace(of, net_total=total, gross_total=total)


DESCRIBED = ("Item A", "Item B", "Cabos, pedido 4711", "Cabos 4712", "Frete")
few = st.sampled_from(("4711", "4712", "4713", "471", "47114712", "4711/2025", "PO-4711", "2025", "12", "4500422715", "4500"))
written = st.sampled_from(
    ("4711", "PO-4711", "4711/2025", "4711, 4712", "4711 4712", "4500 422 715", "47I1", "9999", "Pedido 4712", "471", "2025")
)
some = st.lists(written, max_size=3).map(tuple)


def spaced(number: str, at: int) -> str:
    return f"{number[:at]} {number[at:]}"


@given(numbers, decorations, st.integers(0, 3), st.lists(numbers, max_size=3))
def test_a_reference_is_found_in_any_decoration(number: str, decoration: str, at: int, others: list[str]) -> None:
    assume(number not in others and not number.endswith("2025"))
    text = decoration.format(spaced(number, at) if at else number)
    open_orders = [order(n, order_line(1, "A", "1", "5")) for n in dict.fromkeys((number, *others))]
    choice = order_finding.find(fields(orders=(text,)), open_orders)
    assert [o.number for o in choice.orders] == [number]


@given(invoices(some), st.lists(orders(few), max_size=4), st.lists(orders(few), max_size=4))
def test_an_order_of_another_supplier_is_never_chosen(
    of: InvoiceFields, own: list[PurchaseOrder], others: list[PurchaseOrder]
) -> None:
    ours = list({o.number: o for o in own}.values())
    foreign = [replace(o, number=f"{o.number}", supplier_id="other") for o in others]
    result, _ = matching.match(of, ACME, [*foreign, *ours], foreign, POLICY)
    alone, _ = matching.match(of, ACME, ours, foreign, POLICY)
    assert result == alone
    assert set(result.order_numbers) <= {o.number for o in ours}


@given(invoices(some), st.lists(orders(few), min_size=1, max_size=4), orders(few))
def test_a_further_order_never_turns_a_certain_choice_into_another(
    of: InvoiceFields, own: list[PurchaseOrder], further: PurchaseOrder
) -> None:
    ours = list({o.number: o for o in own}.values())
    assume(further.number not in {o.number for o in ours})
    # What is written literally is no unrelated order.
    assume(further.number not in of.purchase_order_references)
    before, after = (order_finding.find(of, open_, POLICY.price) for open_ in (ours, [*ours, further]))
    if before.certain:
        assert not after.certain or {o.number for o in before.orders} <= {o.number for o in after.orders}


@given(invoices(some), st.lists(orders(few), max_size=4))
def test_certainty_never_rises_when_the_reference_is_removed(of: InvoiceFields, own: list[PurchaseOrder]) -> None:
    ours = list({o.number: o for o in own}.values())
    bare = replace(of, purchase_order_references=())
    assert not order_finding.find(bare, ours, POLICY.price).certain


@given(invoices(some), st.lists(orders(few), max_size=4))
def test_what_is_certain_is_named_by_the_document(of: InvoiceFields, own: list[PurchaseOrder]) -> None:
    ours = list({o.number: o for o in own}.values())
    choice = order_finding.find(of, ours, POLICY.price)
    text = " ".join(of.purchase_order_references).replace(" ", "")
    if choice.certain:
        assert all(o.number.removeprefix("PO-").removesuffix("/2025") in text for o in choice.orders)
        assert choice.unknown_references == ()
