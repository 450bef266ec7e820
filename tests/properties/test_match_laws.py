"""Laws of the match: what would clear a hold is true, tolerances only let more pass, and no quantity is lost."""

from __future__ import annotations

from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from itertools import permutations

from hypothesis import assume, event, given, settings
from hypothesis import strategies as st

from ap_engine.model.hold_codes import Blocks
from ap_engine.model.holds import CATALOGUE, Finding
from ap_engine.model.invoice import Charge, InvoiceFields
from ap_engine.model.match_terms import MatchLevel, MatchTerms, Tolerance
from ap_engine.model.money import Money
from ap_engine.model.policy import Policy
from ap_engine.model.purchasing import OrderCharge, PurchaseOrder
from ap_engine.rules import line_assignment, matching
from tests.properties.remedying import applied
from tests.unit.trade import ACME, POLICY, fields, line, order, order_line

unhurried = settings(deadline=None, max_examples=200)
quantities = st.integers(1, 60).map(lambda n: Decimal(n) / 4)
prices = st.integers(1, 4000).map(lambda cents: Decimal(cents) / 100)
amounts = st.integers(0, 12_000).map(lambda cents: Decimal(cents) / 100)
tolerances = st.builds(
    Tolerance, st.sampled_from([Decimal(n) / 10 for n in (0, 5, 20, 100)]), st.sampled_from([Decimal(n) for n in (0, 1, 20, 500)]), st.booleans()
)  # fmt: skip


def mostly(values: st.SearchStrategy[Decimal]) -> st.SearchStrategy[Decimal]:
    """One of them, and sometimes nothing."""
    return st.one_of(*[values] * 8, st.just(Decimal(0)))


KINDS = ("freight", "insurance", "discount")


@st.composite
def policies(draw: st.DrawFn) -> Policy:
    names = ("price", "ordered", "received", "total", "charges", "tax")
    terms = MatchTerms(draw(st.sampled_from(MatchLevel)), **{name: draw(tolerances) for name in names})
    return replace(POLICY, terms=replace(terms, price_under=draw(st.none() | tolerances)))


@st.composite
def orders(draw: st.DrawFn) -> PurchaseOrder:
    """Up to four items, each with a code of its own; some of it received, inspected, billed; charges agreed."""
    lines = []
    for number in range(1, draw(st.integers(1, 4)) + 1):
        quantity, price = draw(mostly(quantities)), draw(mostly(prices))
        billed = draw(st.just(Decimal(0)) | quantities)
        asked = (billed * price * draw(st.sampled_from([Decimal(1), Decimal("1.01"), Decimal("0.9")]))).quantize(Decimal("0.01"))
        made = order_line(number, f"I{number}", "1", "1", is_service=draw(st.booleans()), accepted=draw(quantities))
        lines.append(
            replace(made, quantity=quantity, unit_price=price, received=draw(quantities), billed=billed, billed_amount=asked)
        )
    signed = {"discount": -1}
    agreed = [OrderCharge(kind, draw(amounts) * signed.get(kind, 1)) for kind in (*KINDS, "tax") if draw(st.booleans())]
    before = [
        OrderCharge(kind, draw(amounts) * signed.get(kind, 1)) for kind in (*KINDS, "total") if draw(st.integers(0, 3)) == 3
    ]
    return replace(order("4711", *lines), charges=tuple(agreed), billed_charges=tuple(before))


@st.composite
def invoices(draw: st.DrawFn, of: PurchaseOrder) -> InvoiceFields:
    """An invoice of some of an order's items, of a total alone, or of an item twice."""
    bills = draw(st.lists(st.sampled_from(of.lines), max_size=4))
    lines = []
    for number, ordered in enumerate(bills, start=1):
        price = draw(st.just(ordered.unit_price or Decimal(1)) | prices)
        unit = draw(st.sampled_from(["UN", "UN", "UN", "DZ", "CX", "kg", None]))
        lines.append(replace(line(number, ordered.item_code, "1", "1"), unit=unit, unit_price=price, quantity=draw(quantities)))
        lines[-1] = replace(lines[-1], net=Money(lines[-1].quantity * price, "BRL"))
    charges = tuple(
        Charge(kind, Money(draw(amounts) * (-1 if kind == "discount" else 1), "BRL")) for kind in KINDS if draw(st.booleans())
    )
    made = replace(fields(*lines), charges=charges, tax_total=draw(st.none() | amounts.map(lambda a: Money(a, "BRL"))))
    return made if lines else replace(made, net_total=Money(draw(amounts) + 1, "BRL"), charges=())


@st.composite
def cases(draw: st.DrawFn) -> tuple[InvoiceFields, PurchaseOrder, Policy]:
    of = draw(orders())
    return draw(invoices(of)), of, draw(policies())


def found(of: InvoiceFields, ordered: PurchaseOrder, policy: Policy) -> tuple[Finding, ...]:
    return matching.match(of, ACME, [ordered], (), policy)[1]


# ---- what would clear a hold is true


@settings(deadline=None, max_examples=500)
@given(cases())
def test_what_would_clear_a_hold_is_true(case: tuple[InvoiceFields, PurchaseOrder, Policy]) -> None:
    """Row N6: apply the named change and nothing else, and the hold is gone."""
    for finding in found(*case):
        event(f"{finding.code}: {len(finding.remedies)} ways out")
        for remedy in finding.remedies:
            after = found(*applied(remedy, *case))
            assert finding.key not in {one.key for one in after}, (finding, remedy)


# ---- tolerances


@unhurried
@given(cases(), st.sampled_from(("price", "ordered", "received", "total", "charges", "tax")), st.integers(1, 50))
def test_a_wider_tolerance_never_adds_a_hold(case: tuple[InvoiceFields, PurchaseOrder, Policy], name: str, more: int) -> None:
    of, ordered, policy = case
    narrow: Tolerance = getattr(policy.terms, name)
    wide = replace(narrow, percent=narrow.percent + more, absolute=narrow.absolute + more)
    after = found(of, ordered, replace(policy, terms=replace(policy.terms, **{name: wide})))
    before = {one.key for one in found(*case)}
    assert {one.key for one in after if CATALOGUE[one.code].blocks is not Blocks.NOTHING} <= before


# ---- quantities


@unhurried
@given(cases(), st.integers(1, 3))
def test_a_line_in_two_parts_bills_the_same(case: tuple[InvoiceFields, PurchaseOrder, Policy], part: int) -> None:
    of, ordered, policy = case
    assume(of.lines)
    first, rest = of.lines[0], of.lines[1:]
    assert first.quantity is not None
    share = first.net.amount * part / 4
    net = Money(share.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP), "BRL")
    parts = (
        replace(first, quantity=first.quantity * part / 4, net=net),
        replace(first, number=len(of.lines) + 1, quantity=first.quantity * (4 - part) / 4, net=first.net - net),
    )
    whole, split = (
        matching.match(one, ACME, [ordered], (), policy)[0] for one in (of, replace(of, lines=(parts[0], *rest, parts[1])))
    )
    assert not any(m.order_line is None for m in split.lines) or any(m.order_line is None for m in whole.lines)

    def billed(which: int | None) -> tuple[Decimal, Decimal]:
        sums = [
            (sum((m.quantity for m in one.lines if m.order_line == which), Decimal(0)), sum((m.amount for m in one.lines if m.order_line == which), Decimal(0)))
            for one in (whole, split)
        ]  # fmt: skip
        # Rounding of two nets instead of one may shift a cent's worth of an amount's share.
        assert abs(sums[0][0] - sums[1][0]) <= Decimal("0.02"), which
        return sums[0][1], sums[1][1]

    for one in ordered.lines:
        before, after = billed(one.number)
        assert before == after


@unhurried
@given(cases())
def test_what_a_draft_bills_can_be_taken_off_again(case: tuple[InvoiceFields, PurchaseOrder, Policy]) -> None:
    of, ordered, policy = case
    draft, _ = matching.match(of, ACME, [ordered], (), policy)
    own = {
        n: sum((m.quantity for m in draft.lines if m.order_line == n), Decimal(0)) for n in (one.number for one in ordered.lines)
    }
    with_it = replace(ordered, lines=tuple(replace(one, billed=one.billed + own[one.number]) for one in ordered.lines))
    (without_it,) = matching.without([with_it], [draft])
    assert [one.billed for one in without_it.lines] == [one.billed for one in ordered.lines]


# ---- the assignment

texts = st.sampled_from(
    ("Steel sheet 3 mm", "Steel sheet 5 mm", "Tube 25 x 38", "Hex screw M8", "Sheet of steel, 3 mm", "Freight")
)
codes = st.sampled_from(("A", "B", "C", None))


@unhurried
@given(
    st.lists(st.tuples(codes, texts, st.integers(1, 5), st.integers(1, 4)), min_size=1, max_size=4),
    st.lists(st.tuples(st.sampled_from("ABC"), texts, st.integers(1, 5), st.integers(1, 4)), min_size=1, max_size=4),
)
def test_no_other_assignment_weighs_more(
    billed: list[tuple[str | None, str, int, int]], ordered: list[tuple[str, str, int, int]]
) -> None:
    lines = [line(n, code, str(q), str(p), description=text) for n, (code, text, q, p) in enumerate(billed, start=1)]
    its_lines = [order_line(n, code, str(q), str(p), description=text) for n, (code, text, q, p) in enumerate(ordered, start=1)]
    candidates = [line_assignment.Candidate(of, one) for of in [order("1", *its_lines)] for one in of.lines]
    table, _ = line_assignment.weights(lines, candidates)
    chosen = line_assignment.best(table)
    columns = [*range(len(candidates)), *[None] * len(lines)]
    possible = (
        sum(int(table[row, at]) for row, at in enumerate(places) if at is not None)
        for places in permutations(columns, len(lines))
    )
    assert sum(int(table[row, at]) for row, at in chosen) == max(possible)
    assert len({row for row, _ in chosen}) == len({at for _, at in chosen}) == len(chosen)
