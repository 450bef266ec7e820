"""The match in the words of the trade: what is ordered, received, billed before, billed now, and what is held for it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from ap_engine.model.holds import CATALOGUE, Finding, HoldCode
from ap_engine.model.invoice import Charge
from ap_engine.model.lifecycle import Event, State, next_state
from ap_engine.model.match_terms import MatchLevel, MatchRule
from ap_engine.model.parties import Role
from ap_engine.model.purchasing import PurchaseOrder
from ap_engine.rules import holds, matching
from ap_engine.rules.units import conversion
from tests.scenarios.matching import agreed, brl, clears, held, in_unit, matched, per, shown, tolerance, under, with_rules
from tests.scenarios.scenario import Scenario, table
from tests.unit.trade import ACME, POLICY, fields, line, order, order_line, person

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
TWO, THREE, FOUR = MatchLevel
TEN = order("4711", order_line(1, "A", "10", "5.00"))
IN_KG, IN_LITRES, IN_BOXES = (
    replace(TEN, lines=(per(order_line(1, "A", "10", price), unit),))
    for unit, price in (("KG", "5.00"), ("L", "5.00"), ("CX", "120.00"))
)
A_IS_3_WAY = MatchRule(None, "A", level=THREE)
NOT_HERE = order("4711", order_line(1, "A", "10", "5.00", received="0"))
HALF = order("4711", order_line(1, "A", "10", "5.00", received="5"))
SIX_BILLED = order("4711", order_line(1, "A", "10", "5.00", billed="6", billed_amount=Decimal(30)))
ONCE = agreed(SIX_BILLED, ("freight", "30.00"), billed=[("freight", "30.00")])
SERVICE = order("4711", order_line(1, "S", "12", "1000.00", received="0", is_service=True, unit="MES"))
INSPECTED = order("4711", order_line(1, "A", "10", "5.00", accepted=Decimal(7)))
BIG = order("4711", order_line(1, "A", "100", "100.00"))
TOO_MUCH = {"quantity_ordered:1", "quantity_received:1"}
ALL = fields(line(1, "A", "10", "5.00"))


def beside(of: object, *charges: tuple[str, str], tax: str | None = None) -> object:
    """The invoice with charges, and a tax on top."""
    made = tuple(Charge(kind, brl(amount)) for kind, amount in charges)
    return replace(of, charges=made, tax_total=None if tax is None else brl(tax))  # type: ignore[type-var]


def steel(*, billed: str, asked: str, price: str) -> PurchaseOrder:
    """100 at 100.00, of which some are billed already for another amount."""
    return order("4711", order_line(1, "A", billed_amount=Decimal(asked), quantity="100", price=price, billed=billed))


LEVELS = (
    Scenario("M1", "2-way asks for no receipt", held(ALL, NOT_HERE, policy=under(TWO)), set()),
    Scenario("M1", "3-way waits for the goods", held(ALL, NOT_HERE), {"quantity_received:1"}),
    Scenario("M1", "4-way waits for the inspection too", held(ALL, INSPECTED, policy=under(FOUR)), {"quantity_accepted:1"}),
    Scenario("M1", "4-way lets pass what was accepted", held(fields(line(1, "A", "7", "5.00")), INSPECTED, policy=under(FOUR)), set()),
    Scenario("M1", "what nobody inspected is not accepted", held(fields(line(1, "A", "1", "5.00")), TEN, policy=under(FOUR)), {"quantity_accepted:1"}),
    Scenario("M1", "a supplier's own level beats the company's", held(ALL, NOT_HERE, policy=with_rules(MatchRule("acme", level=TWO))), set()),
    Scenario("M1", "another supplier's level is not ours", held(ALL, NOT_HERE, policy=with_rules(MatchRule("other", level=TWO))), {"quantity_received:1"}),
    Scenario("M1", "an item beats its supplier", held(ALL, NOT_HERE, policy=with_rules(MatchRule("acme", level=TWO), A_IS_3_WAY)), {"quantity_received:1"}),
    Scenario("M1", "an item of a supplier beats the item", held(ALL, NOT_HERE, policy=with_rules(A_IS_3_WAY, MatchRule("acme", "A", level=TWO))), set()),
    Scenario("M1", "each term comes from the most specific rule that has it",
             lambda: (lambda t: (t.level, t.price.percent, t.ordered.percent))(with_rules(
                 MatchRule("acme", level=TWO, price=tolerance("5", "10")), MatchRule("acme", "A", price=tolerance("7", "10"))).terms_for("acme", "A")),
             (TWO, Decimal(7), Decimal(0))),
    Scenario("M1", "an item goes by the supplier's code too", held(
        fields(line(1, "S-9", "10", "5.00")), order("4711", order_line(1, "A", "10", "5.00", received="0", supplier_item_code="S-9")),
        policy=with_rules(MatchRule(None, "A", level=TWO))), set()),
)  # fmt: skip

TOLERANCES = (
    Scenario("M2", "zero allows no difference", held(fields(line(1, "A", "10", "5.02")), TEN, policy=under(price=tolerance("0", "0"))), {"price_variance:1"}),
    Scenario("M2", "a cent on a line is rounding", held(fields(line(1, "A", "10", "5.001")), TEN, policy=under(price=tolerance("0", "0"))), set()),
    Scenario("M2", "ordered and received have tolerances of their own", held(
        fields(line(1, "A", "11", "5.00")), TEN, policy=under(ordered=tolerance("10", "5"))), {"quantity_received:1"}),
    Scenario("M2", "a quantity is not held for its price", held(fields(line(1, "A", "11", "4.95")), TEN), TOO_MUCH),
    Scenario("M3", "the percentage is exceeded first", held(fields(line(1, "A", "10", "5.11")), TEN), {"price_variance:1"}),
    Scenario("M3", "the absolute amount is exceeded first", held(fields(line(1, "A", "100", "100.60")), BIG), {"price_variance:1"}),
    Scenario("M3", "both exceeded where the policy wants both", held(
        fields(line(1, "A", "10", "5.60")), TEN, policy=under(price=tolerance("5", "5", both=True))), {"price_variance:1"}),
    Scenario("M3", "only one exceeded where the policy wants both", held(
        fields(line(1, "A", "10", "5.40")), TEN, policy=under(price=tolerance("5", "5", both=True))), set()),
    Scenario("M3", "a price a little too high on many invoices adds up", held(
        fields(line(1, "A", "10", "100.50")), steel(billed="80", asked="8046.00", price="100.00")), {"price_variance:1"}),
    Scenario("M3", "the first of them passes", held(fields(line(1, "A", "10", "100.40")), steel(billed="0", asked="0", price="100.00")), set()),
    Scenario("M3", "a right price after wrong ones is not held for them", held(
        fields(line(1, "A", "10", "100.00")), steel(billed="80", asked="9000.00", price="100.00")), set()),
)  # fmt: skip

CUMULATIVE = (
    Scenario("M4", "as ordered and received", held(ALL, TEN), set()),
    Scenario("M4", "one more than ordered", held(fields(line(1, "A", "11", "5.00")), TEN), TOO_MUCH),
    Scenario("M4", "with what was billed before it is too much", held(fields(line(1, "A", "5", "5.00")), SIX_BILLED), TOO_MUCH),
    Scenario("M4", "the rest of what was billed in part", held(fields(line(1, "A", "4", "5.00")), SIX_BILLED), set()),
    Scenario("M4", "two lines of an invoice count together", held(
        fields(line(1, "A", "6", "5.00"), line(2, "A", "5", "5.00")), TEN), {"quantity_ordered:2", "quantity_received:2"}),
    Scenario("M4", "a receipt in part clears as much as came", held(fields(line(1, "A", "5", "5.00")), HALF), set()),
    Scenario("M4", "and no more", held(fields(line(1, "A", "6", "5.00")), HALF), {"quantity_received:1"}),
    Scenario("M4", "one invoice for two orders", held(
        fields(line(1, "A", "10", "5.00"), line(2, "B", "3", "9.00"), orders=("4711", "4712")), TEN, order("4712", order_line(1, "B", "3", "9.00"))), set()),
    Scenario("M4", "a later draft gives way", lambda: [
        one.billed for one in matching.without([SIX_BILLED], [matched(fields(line(1, "A", "6", "5.00")), TEN)[0]])[0].lines], [Decimal(0)]),
    Scenario("M4", "two tonnes are two thousand kilograms", shown(
        fields(in_unit(line(1, "A", "2", "9000.00"), "t")), order("4711", per(order_line(1, "A", "5000", "9.00", billed="1000"), "KG"))),
        ["5000 5000 1000 2000 2000"]),
    Scenario("M4", "a gross of the supplier's dozens is counted in pieces", shown(
        fields(in_unit(line(1, "A", "12", "60.00"), "DZ")), order("4711", order_line(1, "A", "144", "5.00"))), ["144 144 0 144 0"]),
    Scenario("M4", "a box that says what is in it", held(
        fields(in_unit(line(1, "A", "2", "60.00"), "CX C/12")), order("4711", order_line(1, "A", "24", "5.00"))), set()),
    Scenario("M4", "a box that does not say it is held, though the amount agrees", held(
        fields(in_unit(line(1, "A", "10", "120.00"), "CX")), order("4711", order_line(1, "A", "120", "10.00"))), {"unit_differs:1"}),
    Scenario("M4", "and says that the amounts agree", lambda: [f.reason for f in matched(
        fields(in_unit(line(1, "A", "10", "120.00"), "CX")), order("4711", order_line(1, "A", "120", "10.00")))[1]],
        ["Line 1, order 4711 line 1: billed in CX, ordered in UN. The amount of 10 CX is that of 120 UN."]),
    Scenario("M4", "boxes for more than was ordered are held for that as well", held(
        fields(in_unit(line(1, "A", "10", "132.00"), "CX")), order("4711", order_line(1, "A", "120", "10.00"))),
        {"unit_differs:1", "quantity_ordered:1", "quantity_received:1"}),
    Scenario("M4", "kilograms are no litres", held(fields(in_unit(line(1, "A", "10", "5.00"), "kg")), IN_LITRES), {"unit_differs:1"}),
    Scenario("M4", "a line without a unit is in the order's", held(fields(in_unit(line(1, "A", "10", "5.00"), None)), IN_KG), set()),
    Scenario("M4", "un is one of whatever was ordered, at its price", held(
        fields(in_unit(line(1, "A", "10", "5.00"), "un")), IN_KG), set()),
    Scenario("M4", "un at another price than that of a box is held", held(
        fields(in_unit(line(1, "A", "120", "10.00"), "un")), IN_BOXES), {"unit_differs:1"}),
    Scenario("M4", "C62, Stk, ea and pçs are all a piece",
             lambda: {conversion(one, "UN") for one in ("C62", "Stk.", "ea", "pçs", "H87")}, {(Decimal(1), False)}),
)  # fmt: skip

PRICES = (
    Scenario("M5", "finance lets a variance pass, with a reason and its name", lambda: [
        (h.released_by, h.release_reason) for h in holds.release(
            holds.settle((), matched(fields(line(1, "A", "10", "6.00")), TEN)[1], matching.CODES, NOON),
            HoldCode.PRICE_VARIANCE, 1, person("fabio", Role.FINANCE), "Agreed.", NOON)], [("fabio", "Agreed.")]),
    Scenario("M6", "an under-charge is noted", held(fields(line(1, "A", "10", "4.00")), TEN), {"under_charge:1"}),
    Scenario("M6", "and blocks nothing", lambda: CATALOGUE[HoldCode.UNDER_CHARGE].blocks.value, "nothing"),
    Scenario("M6", "a price a little lower is not even noted", held(fields(line(1, "A", "10", "4.95")), TEN), set()),
    Scenario("M6", "a policy may hold what is far too cheap", held(
        fields(line(1, "A", "10", "2.00")), TEN, policy=under(price_under=tolerance("20", "500"))), {"price_variance:1"}),
    Scenario("M6", "and still only note what is a little cheaper", held(
        fields(line(1, "A", "10", "4.50")), TEN, policy=under(price_under=tolerance("20", "500"))), {"under_charge:1"}),
    Scenario("M6", "a noted line is within tolerance", lambda: matched(fields(line(1, "A", "10", "4.00")), TEN)[0].within_tolerance, True),
)  # fmt: skip

CHARGES = (
    Scenario("M7", "the tax that the order says", held(beside(ALL, tax="9.50"), agreed(TEN, ("tax", "9.50"))), set()),
    Scenario("M7", "too much tax", held(beside(ALL, tax="12.00"), agreed(TEN, ("tax", "9.50"))), {"tax_variance"}),
    Scenario("M7", "too little tax", held(beside(ALL, tax="5.00"), agreed(TEN, ("tax", "9.50"))), {"tax_variance"}),
    Scenario("M7", "half of the order, half of its tax", held(
        beside(fields(line(1, "A", "5", "5.00")), tax="4.75"), agreed(TEN, ("tax", "9.50"))), set()),
    Scenario("M7", "no tax is made up where the order says none", held(beside(ALL, tax="12.00"), TEN), set()),
    Scenario("M7", "a discount that was agreed and is missing", held(ALL, agreed(TEN, ("discount", "-5.00"))), {"charge_variance"}),
    Scenario("M7", "the discount as agreed", held(beside(ALL, ("discount", "-5.00")), agreed(TEN, ("discount", "-5.00"))), set()),
    Scenario("M7", "a discount that is in the prices was given", held(
        fields(line(1, "A", "10", "4.50")), agreed(TEN, ("discount", "-5.00"))), {"under_charge:1"}),
    Scenario("M7", "half of the order, half of its discount", held(
        beside(fields(line(1, "A", "5", "5.00")), ("discount", "-2.50")), agreed(TEN, ("discount", "-5.00"))), set()),
    Scenario("M7", "a discount that nobody agreed is welcome", held(beside(ALL, ("discount", "-5.00")), TEN), set()),
    Scenario("M7", "without lines, the total is held against what is left", held(
        fields(net_total=brl("50"), gross_total=brl("50")), SIX_BILLED), {"total_variance"}),
    Scenario("M7", "without lines, what is left passes", held(fields(net_total=brl("20"), gross_total=brl("20")), SIX_BILLED), set()),
    Scenario("M7", "without lines, and not received", held(fields(net_total=brl("50"), gross_total=brl("50")), NOT_HERE), {"quantity_received"}),
    Scenario("M7", "a second invoice without lines sees the first", held(
        fields(net_total=brl("50"), gross_total=brl("50")), agreed(TEN, billed=[("total", "50")])), {"total_variance"}),
    Scenario("M7", "lines after an invoice without lines are counted with it", held(ALL, agreed(TEN, billed=[("total", "50")])), {"total_variance"}),
    Scenario("M8", "freight as agreed", held(beside(ALL, ("freight", "30.00")), agreed(TEN, ("freight", "30.00"))), set()),
    Scenario("M8", "freight that nobody agreed", held(beside(ALL, ("freight", "30.00")), TEN), {"charge_variance"}),
    Scenario("M8", "freight that nobody agreed, within tolerance", held(
        beside(fields(line(1, "A", "100", "100.00")), ("freight", "19.00")), BIG), set()),
    Scenario("M8", "the agreed freight a second time", held(
        beside(fields(line(1, "A", "4", "5.00")), ("freight", "30.00")), ONCE), {"charge_variance"}),
    Scenario("M8", "insurance is not covered by the freight", held(
        beside(ALL, ("insurance", "30.00")), agreed(TEN, ("freight", "30.00"))), {"charge_variance"}),
    Scenario("M8", "a freight line is a charge and no unmatched line", held(
        fields(line(1, "A", "10", "5.00"), line(2, None, "1", "30.00", description="Frete CIF")), agreed(TEN, ("freight", "30.00"))), set()),
    Scenario("M8", "a freight line beyond what was agreed", held(
        fields(line(1, "A", "10", "5.00"), line(2, None, "1", "45.00", description="Versandkosten")), agreed(TEN, ("freight", "30.00"))), {"charge_variance"}),
    Scenario("M8", "the freight of two orders on one invoice", held(
        beside(fields(line(1, "A", "10", "5.00"), line(2, "B", "3", "9.00"), orders=("4711", "4712")), ("freight", "25.00")),
        agreed(TEN, ("freight", "15.00")), agreed(order("4712", order_line(1, "B", "3", "9.00")), ("freight", "10.00"))), set()),
)  # fmt: skip

FINDING = (
    Scenario("M9", "an order number in any decoration", held(fields(line(1, "A", "10", "5.00"), orders=("Pedido nº 004711",)), TEN), set()),
    Scenario("M9", "an order that is not open with this supplier", held(
        fields(line(1, "Q", "3", "7.77", description="Something else"), orders=("9999",)), order("1", order_line(1, "B", "7", "1"))), {"no_order"}),
    Scenario("M9", "no reference, and only one order has this total", lambda: matched(fields(line(1, "A", "10", "5.00"), orders=()), TEN)[0].certain, False),
    Scenario("M9", "another supplier's order is never matched", lambda: {f.code for f in matching.match(
        fields(line(1, "A", "10", "5.00"), orders=("8000",)), ACME, [], [order("8000", order_line(1, "A", "10", "5.00"), supplier="other")], POLICY)[1]},
        {HoldCode.ORDER_OF_OTHER_SUPPLIER, HoldCode.NO_ORDER}),
    Scenario("M10", "lines are assigned together, not one after the other", lambda: [m.order_line for m in matched(
        fields(line(1, None, "5", "12.00", description="Item X1"), line(2, "X1", "5", "10.00", description="Item X1")),
        order("4711", order_line(1, "X1", "5", "10.00"), order_line(2, "X2", "5", "12.00")))[0].lines], [2, 1]),
    Scenario("M10", "an article number is as good as a code", lambda: [m.how for m in matched(
        fields(replace(line(1, None, "5", "10.00", description="?"), ean="7891000100103")),
        order("4711", order_line(1, "X1", "5", "10.00", ean="7891000100103")))[0].lines], ["item code"]),
    Scenario("M10", "the line that has something left is billed", lambda: [m.order_line for m in matched(
        fields(line(1, "X", "5", "10.00")), order("4711", order_line(1, "X", "5", "10.00", billed="5"), order_line(2, "X", "5", "10.00")))[0].lines], [2]),
    Scenario("M10", "a part line of the same text bills the same order line", lambda: [m.order_line for m in matched(
        fields(line(1, None, "5", "10.00", description="Steel sheet 3 mm"), line(2, None, "5", "10.00", description="Steel sheet 3 mm")),
        order("4711", order_line(1, "X", "10", "10.00", description="Steel sheet 3 mm")))[0].lines], [1, 1]),
    Scenario("M10", "what nobody ordered is on no order line", held(
        fields(line(1, "A", "10", "5.00"), line(2, "Z", "1", "9.00", description="Taxa urgência")), TEN), {"unmatched_line:2"}),
    Scenario("M11", "an order without a price", held(ALL, order("4711", order_line(1, "A", "10", "0"))), {"order_without_price:1"}),
    Scenario("M11", "an order without a quantity", held(ALL, order("4711", order_line(1, "A", "0", "5.00", received="0"))), {"order_without_price:1"}),
    Scenario("M11", "nobody may let that pass", lambda: CATALOGUE[HoldCode.ORDER_WITHOUT_PRICE].releasable_by, frozenset()),
    Scenario("M11", "free goods of a free order", held(fields(line(1, "A", "10", "0.00")), order("4711", order_line(1, "A", "10", "0"))), set()),
    Scenario("M11", "another currency", held(replace(ALL, currency="EUR"), TEN), {"currency_mismatch"}),
)  # fmt: skip


def again(before: tuple, *found: Finding) -> tuple:
    return holds.settle(before, found, matching.CODES, NOON + timedelta(hours=1))


PLACED = holds.settle((), matched(ALL, HALF)[1], matching.CODES, NOON)
RELEASED = holds.release(PLACED, HoldCode.QUANTITY_RECEIVED, 1, person("fabio", Role.FINANCE), "They are in the yard.", NOON)
SAME = matched(ALL, HALF)[1]
LIFE = (
    Scenario("M12", "every kind says whose work it is and what it blocks", lambda: all(
        kind.owner and kind.blocks and kind.title for kind in CATALOGUE.values()) and set(CATALOGUE) == set(HoldCode), True),
    Scenario("M12", "a variance of a line is a hold of that line", lambda: [hold.key for hold in PLACED], [(HoldCode.QUANTITY_RECEIVED, 1)]),
    Scenario("M13", "a cause that is gone releases by itself", lambda: [h.released_by for h in again(PLACED)], ["system"]),
    Scenario("M13", "what finance let pass is not held again", lambda: [h.open for h in again(RELEASED, *SAME)], [False]),
    Scenario("M13", "unless there is more to it", lambda: [h.open for h in again(RELEASED, *matched(
        ALL, order("4711", order_line(1, "A", "10", "5.00", received="3")))[1])], [False, True]),
    Scenario("M14", "the goods arrive, and the rules run again", lambda: [h.open for h in again(PLACED, *matched(ALL, TEN)[1])], [False]),
    Scenario("M14", "a part of them arrives: the hold says what is missing now", lambda: [h.clears_when for h in again(
        PLACED, *matched(ALL, order("4711", order_line(1, "A", "10", "5.00", received="8")))[1]) if h.open],
        ["Clears when 2 more are received, or 2 fewer are billed."]),
    Scenario("M14", "the tolerance is widened", held(
        fields(line(1, "A", "10", "5.20")), TEN, policy=under(price=tolerance("4", "50"))), set()),
    Scenario("M15", "the receiver is told how many are missing", lambda: [
        (r.change.value, r.to, r.order_number, r.order_line) for f in SAME for r in f.remedies if r.change.value == "receive_more"],
        [("receive_more", Decimal(5), "4711", 1)]),
    Scenario("M15", "it is the receiver's work", lambda: CATALOGUE[HoldCode.QUANTITY_RECEIVED].owner.value, "receiver"),
    Scenario("M18", "a correction after the match voids it", lambda: [
        next_state(state, Event.FIELDS_CORRECTED) for state in (State.MATCHED, State.PENDING_APPROVAL, State.APPROVED)], [State.EXTRACTED] * 3),
    Scenario("M18", "and the corrected invoice is matched anew", held(
        replace(ALL, lines=(line(1, "A", "12", "5.00"),)), TEN), TOO_MUCH),
)  # fmt: skip

SERVICES_AND_CARD = (
    Scenario("M19", "a service is matched by amount, without a receipt", held(fields(line(1, "S", "1", "1000.00")), SERVICE), set()),
    Scenario("M19", "whatever its quantity and unit say", held(fields(in_unit(line(1, "S", "22", "45.00"), "h")), SERVICE), set()),
    Scenario("M19", "a service above its order", held(fields(line(1, "S", "1", "12500.00")), SERVICE), {"quantity_ordered:1"}),
    Scenario("M19", "and it is said as an amount", lambda: [f.reason for f in matched(fields(line(1, "S", "1", "12500.00")), SERVICE)[1]],
             ["Line 1, order 4711 line 1: an amount of 12500 billed, 12000 ordered."]),
    Scenario("M19", "thirds of a service come to the whole", held(
        fields(line(1, "S", "1", "333.34")), order("4711", order_line(1, "S", "1", "1000.00", received="0", billed="0.66666", is_service=True))), set()),
    Scenario("M19", "a service needs no inspection either", held(fields(line(1, "S", "1", "1000.00")), SERVICE, policy=under(FOUR)), set()),
    Scenario("M20", "ordered, received, billed before, this invoice, left", shown(fields(line(1, "A", "3", "5.00")), SIX_BILLED), ["10 10 6 3 1"]),
    Scenario("M20", "the second line of an invoice sees the first", shown(
        fields(line(1, "A", "3", "5.00"), line(2, "A", "1", "5.00")), SIX_BILLED), ["10 10 6 3 1", "10 10 9 1 0"]),
    Scenario("M20", "what would clear it is said with the same figures", clears(fields(line(1, "A", "6", "5.00")), HALF),
             ["Clears when 1 more are received, or 1 fewer are billed."]),
    Scenario("M20", "a price: the order's, or the tolerance that it takes", clears(fields(line(1, "A", "10", "5.11")), TEN),
             ["Clears at a price of 5, or a price tolerance of 2.20 %."]),
    Scenario("M20", "the amounts beside the lines stand there too", lambda: [
        (c.kind, c.agreed, c.amount, c.differs) for c in matched(beside(ALL, ("freight", "30.00")), agreed(TEN, ("freight", "10.00")))[0].charges],  # type: ignore[arg-type]
        [("freight", Decimal("10.00"), Decimal("30.00"), True)]),
)  # fmt: skip

SCENARIOS: tuple[Scenario, ...] = (
    *LEVELS, *TOLERANCES, *CUMULATIVE, *PRICES, *CHARGES, *FINDING, *LIFE, *SERVICES_AND_CARD,
)  # fmt: skip


@table(SCENARIOS)
def test_the_match(scenario: Scenario) -> None:
    scenario.hold()
