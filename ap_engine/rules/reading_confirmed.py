"""What our own records say of a reading: the supplier register and the supplier's open orders as witnesses (rules C11, C12).

A record never gives a value and never repairs one. It makes a reading certain that was printed and read as the record
has it, and only where nothing on the document speaks against it:

- Name and tax id are certain where both are those of one entry of the register, and neither is ours.
- Order numbers are certain where each names an open order of this supplier beyond doubt. A scan may take one digit for
  another: a number that is one digit away from another open order also needs the amounts of its own order.
- The net total is certain where it is exactly what is left of these orders, or what the invoice's coded quantities cost
  at their prices. Orders are net: a total is only certain with it where a printed tax closes the sum, or where the document
  itself shows, at another place, that nothing comes on top. Otherwise a sub-total taken for the total would be certain.

No amount is certain by an order while the document's figures contradict one another. A value of structured data that is
not certain stays so: something spoke against it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from ap_engine.model.extraction import Extraction, Reading, Source, Witness
from ap_engine.model.invoice import InvoiceFields
from ap_engine.model.money import Money
from ap_engine.model.parties import Company, Supplier
from ap_engine.model.purchasing import PurchaseOrder
from ap_engine.rules import arithmetic, order_amounts, order_references
from ap_engine.rules.fields import from_extraction

# The reader itself found something else there at or below these: another label, an access key that says otherwise.
DOUBTED = {"supplier_tax_id": 50, "net_total": 60, "gross_total": 60}
_SHORTEST_NUMBER = 3
_LEGAL_FORMS = frozenset(
    (
        "ltda",
        "limitada",
        "sa",
        "s",
        "a",
        "me",
        "epp",
        "eireli",
        "mei",
        "slu",
        "gmbh",
        "ag",
        "kg",
        "ohg",
        "ug",
        "co",
        "se",
        "inc",
        "llc",
        "ltd",
        "limited",
        "corp",
        "plc",
        "bv",
        "nv",
        "sl",
        "srl",
        "spa",
        "sas",
        "sarl",
        "oy",
        "ab",
        "as",
        "aps",
    )
)


def confirmed(
    extraction: Extraction, supplier: Supplier, orders: Sequence[PurchaseOrder], company: Company, rounding: Money
) -> Extraction:
    """The extraction with the readings certain that the register or the supplier's open orders agree with.

    `supplier` is whom the document names by tax id or name, `orders` are its own with what other invoices bill of them.
    Values and evidence are what they were; `rounding` is how far printed sums may be off.
    """
    own = [order for order in orders if order.supplier_id == supplier.id and not order.closed]
    agreed = dict.fromkeys(_by_register(extraction, supplier, company), Witness.REGISTER)
    agreed |= dict.fromkeys(_by_orders(extraction, own, company, rounding), Witness.ORDER)
    return replace(extraction, readings=tuple(_raised(one, agreed.get(one.field)) for one in extraction.readings))


def _raised(reading: Reading, witness: Witness | None) -> Reading:
    stays = reading.certain or reading.source in (Source.XML, Source.PERSON)
    if witness is None or stays or reading.confidence <= DOUBTED.get(reading.field, 0):
        return reading
    return replace(reading, confidence=99, certain=True, witness=witness)


def _by_register(extraction: Extraction, supplier: Supplier, company: Company) -> Iterable[str]:
    name, tax_id = extraction.value("supplier_name"), extraction.value("supplier_tax_id")
    ours = _plain(tax_id) == _plain(company.tax_id)
    if not tax_id or ours or _plain(tax_id) != _plain(supplier.tax_id) or not same_name(name, supplier.name):
        return ()
    return ("supplier_name", "supplier_tax_id")


def same_name(printed: str | None, registered: str) -> bool:
    """Whether two names are one company's: the same words but for accents, marks and the legal form.

    >>> same_name("MOINHO SÃO JOÃO LTDA.", "Moinho Sao Joao"), same_name("Moinho", "Moinho São João Ltda")
    (True, False)
    """
    mine = _words(printed or "")
    return bool(mine) and mine == _words(registered)


def _words(name: str) -> tuple[str, ...]:
    plain = unicodedata.normalize("NFKD", name.casefold())
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    return tuple(word for word in re.findall(r"\w+", plain) if word not in _LEGAL_FORMS)


def _plain(tax_id: str | None) -> str:
    return re.sub(r"[^A-Z0-9]", "", (tax_id or "").upper())


def _by_orders(extraction: Extraction, orders: Sequence[PurchaseOrder], company: Company, rounding: Money) -> Iterable[str]:
    reading = extraction.reading("purchase_order_numbers")
    if reading is None:
        return ()
    numbers = extraction.purchase_order_numbers
    named = order_references.look_up(numbers if " ".join(numbers) == reading.value else (reading.value,), orders)
    short = any(len(order_references.normalised_reference(o.number)) < _SHORTEST_NUMBER for o in named.orders)
    if not named.orders or named.unknown or named.doubts or short:
        return ()
    fields = from_extraction(extraction, company.currency)
    if reading.source is Source.OCR and not _told_apart(fields, named.orders, orders):
        return ()
    return ("purchase_order_numbers", *_amounts(extraction, fields, named.orders, rounding))


def _told_apart(fields: InvoiceFields, named: Sequence[PurchaseOrder], orders: Sequence[PurchaseOrder]) -> bool:
    """Whether one misread digit could not make another order of these, or the amounts say that it did not."""
    rest = [order for order in orders if order not in named]
    near = [one for one in rest if any(_one_digit_apart(one.number, order.number) for order in named)]
    asked = order_amounts.asked(fields, named[0].currency)
    if near and order_amounts.left_of(named) not in asked:
        return False
    return not any(order_amounts.left_of([one]) in asked for one in near)


def _one_digit_apart(one: str, other: str) -> bool:
    mine, theirs = (order_references.normalised_reference(number) for number in (one, other))
    return len(mine) == len(theirs) and sum(a != b for a, b in zip(mine, theirs, strict=True)) == 1


def _amounts(extraction: Extraction, fields: InvoiceFields, orders: Sequence[PurchaseOrder], rounding: Money) -> list[str]:
    """The amounts that these orders bear out."""
    one_currency = {order.currency for order in orders} == {fields.currency}
    # With freight or a discount it is not said which of them the printed net has in it.
    if not one_currency or fields.charges or arithmetic.check(fields, rounding):
        return []
    ordered = {order_amounts.left_of(orders), order_amounts.by_codes(fields, orders)} - {Decimal(0), None}
    net, gross = fields.net_total, fields.gross_total
    if net is not None and net != gross:
        if net.amount not in ordered:
            return []
        return ["net_total", "gross_total"] if _closes(extraction, fields) else ["net_total"]
    if gross is None or gross.amount not in ordered or not _nothing_on_top(extraction, fields):
        return []
    return ["gross_total"] if net is None else ["net_total", "gross_total"]


def _closes(extraction: Extraction, fields: InvoiceFields) -> bool:
    """Whether net and a printed tax come exactly to the total, and nothing says that another amount is asked for."""
    net, tax, gross, due = fields.net_total, fields.tax_total, fields.gross_total, fields.amount_due
    if net is None or gross is None or tax is None or not tax or extraction.payment.boleto or extraction.payment.pix:
        return False
    return net + tax == gross and due in (None, gross)


def _nothing_on_top(extraction: Extraction, fields: InvoiceFields) -> bool:
    """Whether the document shows that its total is its net: a tax of nothing, or the same amount at another place."""
    if fields.tax_total is not None:
        return not fields.tax_total
    gross = extraction.reading("gross_total")
    others = [name for name in ("net_total", "amount_due") if getattr(fields, name) is not None]
    if gross is None or any(getattr(fields, name) != fields.gross_total for name in others):
        return False
    return any((one := extraction.reading(name)) is not None and one.evidence != gross.evidence for name in others)
