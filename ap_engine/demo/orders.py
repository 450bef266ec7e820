"""What the demonstration company ordered and received in the last twelve months."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from ap_engine.demo.suppliers import DemoSupplier
from ap_engine.model.purchasing import TAX, GoodsReceipt, GoodsReceiptLine, OrderCharge, PurchaseOrder, PurchaseOrderLine


class Arrival(StrEnum):
    """How much of an order has arrived, and when."""

    FULL = "full"
    PARTIAL = "partial"
    TWICE = "twice"
    LATE = "late"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class _Plan:
    """An order in short: (item of the supplier's catalogue, quantity) pairs, and days before today."""

    number: int
    supplier_id: str
    days_ago: int
    lines: tuple[tuple[int, int], ...]
    split: tuple[tuple[str, str], ...]
    arrival: Arrival = Arrival.FULL


_PRODUCTION = (("production", "100"),)
_STOCK = (("production", "85"), ("maintenance", "15"))
_PACKING = (("logistics", "60"), ("production", "40"))
_OFFICE = (("facilities", "40"), ("people", "30"), ("sales", "30"))
_MACHINES = (("maintenance", "100"),)
_SYSTEMS = (("technology", "60"), ("production", "40"))
_BUILDING = (("facilities", "70"), ("production", "30"))

# What was agreed beside the lines.
_CHARGES: dict[int, tuple[OrderCharge, ...]] = {
    **{number: (OrderCharge("freight", Decimal("180.00")),) for number in (10101, 10112, 10126, 10163)},
    # Goods for export are free of German tax.
    10265: (OrderCharge(TAX, Decimal("0.00")),),
}
# A buyer forgot the price; and of what came, an inspection accepted only so much.
_WITHOUT_PRICE = frozenset((10260,))
_ACCEPTED: dict[int, Decimal] = {10263: Decimal(2)}

_PLANS: tuple[_Plan, ...] = (
    _Plan(10101, "boa-vista", 372, ((0, 3200), (1, 180)), _PRODUCTION),
    _Plan(10104, "papel-cia", 366, ((0, 12), (1, 6)), _OFFICE),
    _Plan(10108, "embalapack", 348, ((0, 1800), (1, 60)), _PACKING),
    _Plan(10112, "hidromec", 340, ((0, 1), (1, 8)), _MACHINES),
    _Plan(10117, "lumen", 318, ((0, 40), (1, 2)), _SYSTEMS),
    _Plan(10121, "rota-verde", 305, ((0, 3),), (("logistics", "100"),)),
    _Plan(10126, "boa-vista", 288, ((0, 4100), (2, 250)), _STOCK, Arrival.TWICE),
    _Plan(10130, "northgate", 276, ((0, 8),), (("technology", "50"), ("production", "50"))),
    _Plan(10133, "embalapack", 259, ((0, 2200), (2, 300)), _PACKING),
    _Plan(10138, "nuvem-clara", 246, ((0, 12), (1, 120)), _SYSTEMS),
    _Plan(10141, "hidromec", 232, ((1, 16), (2, 20)), _MACHINES),
    _Plan(10145, "brilho", 221, ((0, 12), (1, 2)), _BUILDING),
    _Plan(10149, "papel-cia", 208, ((0, 10), (3, 8)), _OFFICE),
    _Plan(10152, "rota-verde", 190, ((0, 2), (1, 2)), (("logistics", "70"), ("sales", "30"))),
    _Plan(10156, "boa-vista", 176, ((0, 5600),), _PRODUCTION),
    _Plan(10160, "hidromec", 163, ((0, 1), (2, 14)), _MACHINES, Arrival.LATE),
    _Plan(10163, "lumen", 147, ((1, 3), (2, 4)), _SYSTEMS),
    _Plan(10167, "embalapack", 131, ((0, 2400), (1, 80), (2, 200)), _PACKING),
    _Plan(10170, "boa-vista", 116, ((0, 4800), (1, 220)), _STOCK),
    _Plan(10174, "northgate", 101, ((1, 1), (2, 2)), (("technology", "100"),)),
    _Plan(10178, "papel-cia", 88, ((0, 14), (1, 8), (2, 10)), _OFFICE),
    _Plan(10181, "rota-verde", 80, ((0, 2), (1, 1)), (("logistics", "100"),)),
    _Plan(10183, "papel-cia", 77, ((1, 6),), _OFFICE),
    _Plan(10185, "papel-cia", 70, ((1, 8),), _OFFICE),
    _Plan(10188, "boa-vista", 62, ((0, 6400), (1, 150)), _PRODUCTION),
    _Plan(10190, "embalapack", 55, ((0, 2600), (1, 70)), _PACKING),
    _Plan(10193, "hidromec", 48, ((0, 2), (1, 12)), _MACHINES),
    _Plan(10194, "schwarzwald", 46, ((0, 8), (1, 4)), _MACHINES),
    _Plan(10195, "lumen", 44, ((0, 60), (1, 2)), _SYSTEMS),
    _Plan(10198, "papel-cia", 37, ((3, 10), (0, 8)), _OFFICE),
    _Plan(10201, "boa-vista", 33, ((0, 5200), (2, 180)), _STOCK, Arrival.PARTIAL),
    _Plan(10204, "farol", 30, ((1, 1),), (("marketing", "70"), ("sales", "30"))),
    _Plan(10206, "northgate", 28, ((0, 6), (2, 1)), (("technology", "40"), ("production", "60"))),
    _Plan(10209, "embalapack", 24, ((0, 1500), (2, 240)), _PACKING),
    _Plan(10211, "schwarzwald", 22, ((0, 12), (1, 2)), _MACHINES),
    _Plan(10214, "boa-vista", 19, ((1, 300), (2, 160)), _STOCK),
    _Plan(10216, "farol", 48, ((0, 3),), (("marketing", "100"),)),
    _Plan(10219, "hidromec", 15, ((1, 20), (2, 12)), _MACHINES),
    _Plan(10221, "tres-rios", 14, ((0, 900), (1, 240)), _PRODUCTION),
    _Plan(10223, "lumen", 12, ((2, 6),), _SYSTEMS, Arrival.NONE),
    _Plan(10225, "papel-cia", 15, ((1, 12), (2, 6)), _OFFICE),
    _Plan(10227, "rota-verde", 9, ((0, 4), (1, 2)), (("logistics", "100"),)),
    _Plan(10229, "rota-verde", 16, ((1, 1),), ()),
    _Plan(10230, "papel-cia", 16, ((0, 6), (3, 4)), ()),
    _Plan(10231, "lumen", 18, ((0, 30),), _SYSTEMS),
    _Plan(10232, "northgate", 20, ((2, 3),), (("technology", "100"),)),
    _Plan(10233, "hidromec", 18, ((2, 6),), _MACHINES),
    _Plan(10234, "rota-verde", 13, ((0, 1),), (("logistics", "100"),)),
    _Plan(10235, "brilho", 21, ((1, 1),), _BUILDING),
    _Plan(10236, "boa-vista", 402, ((0, 56000),), _PRODUCTION),
    _Plan(10237, "brilho", 34, ((0, 1),), _BUILDING),
    _Plan(10240, "northgate", 25, ((2, 4),), (("people", "100"),)),
    _Plan(10241, "northgate", 27, ((0, 6), (2, 3)), (("sales", "100"),)),
    _Plan(10242, "hidromec", 29, ((0, 8),), _MACHINES),
    _Plan(10251, "embalapack", 21, ((2, 60),), _PACKING),
    _Plan(10252, "boa-vista", 22, ((1, 20),), _PRODUCTION),
    _Plan(10260, "lumen", 22, ((0, 12),), _PRODUCTION),
    _Plan(10261, "embalapack", 20, ((1, 120),), _PACKING),
    _Plan(10262, "papel-cia", 20, ((3, 4),), _OFFICE),
    _Plan(10263, "lumen", 21, ((1, 3),), _PRODUCTION),
    _Plan(10264, "boa-vista", 17, ((1, 40),), _PRODUCTION),
    _Plan(10265, "schwarzwald", 24, ((0, 6),), _MACHINES),
    _Plan(10266, "hidromec", 22, ((1, 10),), _MACHINES),
    _Plan(10267, "northgate", 26, ((0, 4),), (("logistics", "100"),)),
)


def orders(today: date, suppliers: tuple[DemoSupplier, ...]) -> tuple[PurchaseOrder, ...]:
    """Every order, oldest first; what was received so far stands in its lines."""
    by_id = {entry.supplier.id: entry for entry in suppliers}
    return tuple(_order(plan, today, by_id[plan.supplier_id]) for plan in _PLANS)


def receipts(today: date, placed: tuple[PurchaseOrder, ...]) -> tuple[GoodsReceipt, ...]:
    """Every goods receipt. Services are not received."""
    arrivals = {f"PC-{plan.number}": plan.arrival for plan in _PLANS}
    return tuple(receipt for order in placed for receipt in _receipts(order, arrivals[order.number], today))


def _order(plan: _Plan, today: date, entry: DemoSupplier) -> PurchaseOrder:
    lines = []
    for number, (item, quantity) in enumerate(plan.lines, start=1):
        thing = entry.items[item]
        ordered = Decimal(quantity)
        received = Decimal(0) if thing.is_service else sum((part for _, part in _parts(plan.arrival, ordered)), Decimal(0))
        lines.append(
            PurchaseOrderLine(
                number, thing.code, thing.description, ordered, thing.unit,
                Decimal(0) if plan.number in _WITHOUT_PRICE else thing.price, thing.supplier_code, received,
                is_service=thing.is_service,
            )
        )  # fmt: skip
    return PurchaseOrder(
        f"PC-{plan.number}", plan.supplier_id, "EUR" if entry.letterhead.country == "DE" else "BRL",
        today - timedelta(days=plan.days_ago), tuple(lines), plan.split, entry.supplier.category_code,
        charges=_CHARGES.get(plan.number, ()),
    )  # fmt: skip


def _parts(arrival: Arrival, quantity: Decimal) -> tuple[tuple[int, Decimal], ...]:
    """(days after the order, quantity) of each delivery."""
    part = (quantity * 6 / 10).to_integral_value()
    return {
        Arrival.FULL: ((6, quantity),),
        Arrival.PARTIAL: ((7, part),),
        Arrival.TWICE: ((6, part), (13, quantity - part)),
        Arrival.LATE: ((27, quantity),),
        Arrival.NONE: (),
    }[arrival]


def _receipts(order: PurchaseOrder, arrival: Arrival, today: date) -> list[GoodsReceipt]:
    goods = [line for line in order.lines if not line.is_service]
    if not goods:
        return []
    found = []
    for place, (days, _) in enumerate(_parts(arrival, Decimal(1))):
        accepted = _ACCEPTED.get(int(order.number[3:]))
        lines = tuple(GoodsReceiptLine(line.number, _parts(arrival, line.quantity)[place][1], accepted) for line in goods)
        day = min(order.issue_date + timedelta(days=days), today)
        found.append(GoodsReceipt(f"RC-{order.number[3:]}-{place + 1}", order.number, day, lines))
    return found
