"""Laws of finding the order: however a reference is written, and whatever else is open."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from hypothesis import assume, event, given, settings
from hypothesis import strategies as st

from ap_engine.model.invoice import InvoiceFields
from ap_engine.model.purchasing import PurchaseOrder
from ap_engine.rules import matching, order_finding
from ap_engine.rules.order_amounts import left_of
from tests.unit.trade import ACME, POLICY, brl, fields, line, order, order_line

numbers = st.integers(1000, 9_999_999_999).map(str)
decorations = st.sampled_from(
    ("{}", "PO {}", "PO-{}", "PO{}", "po-000{}", "Pedido nº {}", "Pedido de compra N° {}", "Purchase Order No. {}", "OC: {}",
     "O.C. {}", "Nr. {}", "#{}", "{}/2025", "{} ", "  {}", "({})", "Order {} of 12.10.2025", "PO 000{} de 12/10/2025", "Bestellung {}", "Ordem de compra {}")
)  # fmt: skip
# The first match loads the assignment's library; on a busy machine that takes longer than an example may.
unhurried = settings(deadline=None)
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


@settings(deadline=None, max_examples=300)
@given(numbers, decorations, st.integers(0, 3), st.lists(numbers, max_size=3))
def test_a_reference_is_found_in_any_decoration(number: str, decoration: str, at: int, others: list[str]) -> None:
    assume(number not in others and not number.endswith("2025"))
    text = decoration.format(spaced(number, at) if at else number)
    open_orders = [order(n, order_line(1, "A", "1", "5")) for n in dict.fromkeys((number, *others))]
    choice = order_finding.find(fields(orders=(text,)), open_orders)
    assert [o.number for o in choice.orders] == [number]


@unhurried
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


# What is written, the orders that it names, and a further order that it might be taken for.
FAMILIES = (
    ("4711 4712", ("4711", "4712"), "47114712"),
    ("4711, 4712", ("4711", "4712"), "47114712"),
    ("4500 422 715", ("4500422715",), "4500"),
    ("4500 422 715", ("4500422715",), "422715"),
    ("4711/2025", ("4711",), "2025"),
    ("2025/4711", ("4711",), "2025"),
    ("4711 of 12.10.2025", ("4711",), "2025"),
    ("pedido 4711", ("PO-4711",), "OC-4711"),
    ("PO-4711", ("4711",), "OC-4711"),
    ("4711", ("4711",), "47I1"),
    ("4711", ("4711",), "4711/2025"),
    ("14711", ("14711",), "4711"),
    ("4711-2", ("4711",), "2"),
)


@st.composite
def borne_out(draw: st.DrawFn) -> tuple[InvoiceFields, list[PurchaseOrder], PurchaseOrder]:
    """An invoice that names open orders and asks for just what is left of them; a further order, perhaps of the same goods."""
    text, numbers, other = draw(st.sampled_from(FAMILIES))
    own = [draw(orders(st.just(number))) for number in numbers]
    further = draw(orders(st.just(other)))
    if draw(st.booleans()):
        # Only what is written tells them apart.
        lines = [one for o in own for one in o.lines]
        further = replace(further, lines=tuple(replace(one, number=n) for n, one in enumerate(lines, start=1)))
    total = brl(str(left_of(own) or 1))
    return fields(orders=(text,), net_total=total, gross_total=total), own, further


@settings(deadline=None, max_examples=400)
@given(borne_out())
def test_a_further_order_never_turns_a_certain_choice_into_another(
    case: tuple[InvoiceFields, list[PurchaseOrder], PurchaseOrder],
) -> None:
    of, own, further = case
    before, after = (order_finding.find(of, open_, POLICY.terms.price) for open_ in (own, [*own, further]))
    event(f"certain: {before.certain}, then {after.certain}")
    if before.certain and after.certain:
        assert before.orders == after.orders


@unhurried
@given(numbers, decorations, st.sampled_from(("0O", "1I")))
def test_what_a_scan_may_have_meant_is_never_certain(number: str, decoration: str, letters: str) -> None:
    digit, letter = letters
    scanned = number.replace(digit, letter)
    assume(scanned != number and "20" not in decoration)
    of = fields(orders=(decoration.format(scanned),), net_total=brl("5"), gross_total=brl("5"))
    choice = order_finding.find(of, [order(number, order_line(1, "A", "1", "5"))])
    assert not choice.certain
    event(f"found by its reference: {'I for 1' in choice.how}")


@unhurried
@given(invoices(some), st.lists(orders(few), max_size=4))
def test_certainty_never_rises_when_the_reference_is_removed(of: InvoiceFields, own: list[PurchaseOrder]) -> None:
    ours = list({o.number: o for o in own}.values())
    bare = replace(of, purchase_order_references=())
    assert not order_finding.find(bare, ours, POLICY.terms.price).certain


@unhurried
@given(invoices(some), st.lists(orders(few), max_size=4))
def test_what_is_certain_is_named_by_the_document(of: InvoiceFields, own: list[PurchaseOrder]) -> None:
    ours = list({o.number: o for o in own}.values())
    choice = order_finding.find(of, ours, POLICY.terms.price)
    text = " ".join(of.purchase_order_references).replace(" ", "")
    if choice.certain:
        assert all(o.number.removeprefix("PO-").removesuffix("/2025") in text for o in choice.orders)
        assert choice.unknown_references == ()
