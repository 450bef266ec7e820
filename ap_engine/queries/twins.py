"""An invoice beside those it may be a copy of, field by field, with what differs (rule D10)."""

from __future__ import annotations

from collections.abc import Iterator

from ap_engine.engine import Engine
from ap_engine.model.holds import HoldCode
from ap_engine.model.invoice import Invoice
from ap_engine.model.twins import TwinField, TwinView
from ap_engine.rules.duplicate_numbers import normalised_number
from ap_engine.rules.duplicates import supplier_root
from ap_engine.store import Transaction

_CODES = (HoldCode.DUPLICATE, HoldCode.DUPLICATE_LIKELY, HoldCode.DUPLICATE_POSSIBLE)
_MOST = 5


def twins(engine: Engine, invoice_id: str) -> tuple[TwinView, ...]:
    """The invoice beside each that it is held against, or that is held against it; the gravest first. Raises UnknownInvoice."""
    with engine.store.snapshot() as tx:
        here = tx.invoices.get(invoice_id)
        names = {person.id: person.name for person in tx.people.all()}
        ours = {hold.twin: hold.code for hold in here.holds if hold.open and hold.twin and hold.code in _CODES}
        pairs = [(twin, code, False) for twin, code in ours.items()] + [
            (other, code, True) for other, code in _held_against(tx, invoice_id) if other not in ours
        ]
        pairs.sort(key=lambda pair: (_CODES.index(pair[1]), pair[0]))
        found = ((tx.invoices.find(other), code, waits) for other, code, waits in pairs[:_MOST])
        views = [_view(tx, here, other, code, waits, names) for other, code, waits in found if other is not None]
    return tuple(views)


def _held_against(tx: Transaction, invoice_id: str) -> list[tuple[str, HoldCode]]:
    """Who waits because of this invoice: the original's page says so too."""
    marks = ", ".join("?" * len(_CODES))
    rows = tx.rows(
        f"SELECT invoice_id, code FROM holds WHERE twin = ? AND released_by IS NULL AND code IN ({marks}) ORDER BY invoice_id",  # noqa: S608
        (invoice_id, *_CODES),
    )
    return [(row[0], HoldCode(row[1])) for row in rows]


def _view(tx: Transaction, here: Invoice, other: Invoice, code: HoldCode, waits: bool, names: dict[str, str]) -> TwinView:
    pages = {one.id: (read.pages if (read := tx.invoices.extraction(one.id)) else 0) for one in (here, other)}
    return TwinView(
        invoice_id=other.id,
        state=other.state,
        code=code,
        other_waits=waits,
        decisions=tuple(_decisions(other, names)),
        fields=tuple(_fields(here, other, names)),
        pages_here=pages[here.id],
        pages_there=pages[other.id],
    )


def _decisions(other: Invoice, names: dict[str, str]) -> Iterator[tuple[str, str, str]]:
    """(name, decision, reason) of whoever was asked about the other one."""
    for step in other.steps:
        yield names.get(step.approver_id, step.approver_id), step.decision.value, step.reason or ""
    if other.note:
        yield "", other.state.value, other.note


def _fields(here: Invoice, other: Invoice, names: dict[str, str]) -> Iterator[TwinField]:
    a, b = here.fields, other.fields
    yield _field("supplier_name", a.supplier_name, b.supplier_name, alike=_folded(a.supplier_name) == _folded(b.supplier_name))
    roots = [supplier_root(one.supplier_tax_id or "") for one in (a, b)]
    # A branch of the same company is the same supplier: shown as it is written, and not as a difference.
    yield _field("supplier_tax_id", a.supplier_tax_id, b.supplier_tax_id, alike=roots[0] == roots[1])
    numbers = [normalised_number(one.invoice_number or "") for one in (a, b)]
    yield _field("invoice_number", a.invoice_number, b.invoice_number, alike=numbers[0] == numbers[1])
    for name in ("series", "access_key", "issue_date", "due_date", "net_total", "tax_total", "gross_total", "amount_due"):
        yield _field(name, getattr(a, name), getattr(b, name))
    orders = [", ".join(one.purchase_order_references) or None for one in (a, b)]
    yield _field("purchase_order_references", orders[0], orders[1])
    accounts = [one.payment.boleto or one.payment.pix or one.payment.iban for one in (a, b)]
    yield _field("account", accounts[0], accounts[1])
    yield _field("lines", len(a.lines), len(b.lines))
    yield _field("received", here.received_at, other.received_at, alike=True)
    who = [f"{names.get(one.entered_by, one.entered_by)} · {one.channel}" for one in (here, other)]
    yield _field("entered_by", who[0], who[1], alike=True)
    yield _field("file", here.file_name, other.file_name, alike=True)


def _field(name: str, here: object, there: object, alike: bool | None = None) -> TwinField:
    return TwinField(name, here, there, differs=here != there if alike is None else not alike)


def _folded(text: str | None) -> str:
    return " ".join((text or "").casefold().split())
