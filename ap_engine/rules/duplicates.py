"""Is this invoice here already? From the shelves of the index to findings (rules D1-D10). Start here."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from ap_engine.model.holds import HoldCode
from ap_engine.model.invoice import Invoice
from ap_engine.model.lifecycle import State
from ap_engine.model.likeness import Likeness
from ap_engine.model.policy import DuplicatePolicy
from ap_engine.rules.duplicate_habits import Numbering, has_prices, restarts
from ap_engine.rules.duplicate_keys import Key, Shelves, looked_at, without, years_beside
from ap_engine.rules.duplicate_numbers import is_number, normalised_number
from ap_engine.rules.duplicate_pairs import Ground, Habits, Suspicion, judge
from ap_engine.rules.duplicate_sums import sums

__all__ = ["Ground", "Suspicion", "certain_keys", "likeness", "look", "normalised_number", "root_of", "supplier_root"]

ACCESS_KEY = "access_key"
NUMBER = "number"
_GRAVITY = (HoldCode.DUPLICATE, HoldCode.DUPLICATE_LIKELY, HoldCode.DUPLICATE_POSSIBLE)


def supplier_root(tax_id: str) -> str:
    """What identifies the supplier over all its branches: the first 8 of a CNPJ (rule D5), else the whole tax id."""
    return tax_id[:8] if re.fullmatch(r"[A-Z0-9]{12}\d{2}", tax_id) else tax_id


def root_of(registered: str | None, printed: str | None, supplier_id: str | None) -> str:
    """Who the supplier is: by the register's tax id, else the document's, else by its place in the register (rule D5)."""
    tax_id = registered or printed
    return supplier_root(tax_id) if tax_id else f"id {supplier_id}" if supplier_id else ""


def likeness(invoice: Invoice, registered_tax_id: str | None, words: str = "", picture: str = "") -> Likeness:
    """What an invoice is recognised by, as its fields are now."""
    fields = invoice.fields
    amount = fields.gross_total or fields.amount_due
    return Likeness(
        invoice_id=invoice.id,
        received_at=invoice.received_at,
        root=root_of(registered_tax_id, fields.supplier_tax_id, fields.supplier_id),
        supplier=fields.supplier_name or "",
        document_type=fields.document_type,
        number=fields.invoice_number or "",
        series=(fields.series or "").lstrip("0"),
        amount=amount.amount if amount else None,
        currency=amount.currency if amount else "",
        issued=fields.issue_date,
        access_key=fields.access_key or "",
        words=words,
        picture=picture,
        cancelled=invoice.state is State.CANCELLED,
    )


def certain_keys(one: Likeness) -> tuple[tuple[str, str], ...]:
    """(kind, value) pairs of which each may belong to one live invoice only: the proof when two come at one moment.

    The fiscal key; and supplier, number, amount and day together, kept apart by series (NF-e numbers restart in each) and
    document type. The same number with another amount or day is for `look` to judge.
    """
    keys: list[tuple[str, str]] = []
    if one.access_key:
        keys.append((ACCESS_KEY, one.access_key))
    if one.root and one.issued and one.amount is not None and is_number(one.number):
        day, amount = one.issued.isoformat(), f"{one.amount:.2f} {one.currency}"
        parts = (one.root, one.document_type.value, one.series, day, amount, normalised_number(one.number))
        keys.append((NUMBER, "|".join(parts)))
    return tuple(keys)


def look(one: Likeness, read: Callable[[Iterable[Key]], Shelves], policy: DuplicatePolicy) -> tuple[Suspicion, ...]:
    """Every invoice on the shelves that this one may be, the gravest first. `read` fetches shelves; it is asked twice at most."""
    shelves = read(looked_at(one))
    here = _Here(one, shelves)
    others = {each.invoice_id: each for shelf in shelves.values() for each in without(shelf, one.invoice_id)}
    found: list[Suspicion] = []
    for other in others.values():
        habits = here.habits()
        if _years_matter(one, other):
            first, following = (read(years_beside(one, other)).get(key, ()) for key in years_beside(one, other))
            habits = here.habits(restarts(first, following))
        ground = judge(one, other, habits, policy)
        if ground is not None:
            found.append(Suspicion(other, ground))
    if not found:
        found += (Suspicion(whole, Ground.SUM, beside) for whole, beside in sums(one, here.recent, here.numbering, policy))
    return tuple(sorted(found, key=lambda each: (_GRAVITY.index(each.code), each.ground, each.other.order)))


def _years_matter(one: Likeness, other: Likeness) -> bool:
    if not one.root or one.root != other.root or one.issued is None or other.issued is None:
        return False
    return one.issued.year != other.issued.year and normalised_number(one.number) == normalised_number(other.number)


class _Here:
    """What the shelves say of the invoice's supplier."""

    def __init__(self, one: Likeness, shelves: Shelves) -> None:
        self._shelves = {kind: [each for key, shelf in shelves.items() if key.kind == kind for each in shelf] for kind in _KINDS}
        self.recent: Sequence[Likeness] = tuple(each for each in self._shelves["month"] if each.invoice_id != one.invoice_id)
        self._prices = has_prices(self.recent)
        known = [*self._shelves["month"], *self._shelves["amount"]]
        self._one, self.numbering = one, Numbering.of(each for each in known if each.invoice_id != one.invoice_id)

    def habits(self, restarts: bool | None = None) -> Habits:
        """The habits that a pair is judged by."""
        of_supplier = [each for each in self._shelves["number"] if each.root == self._one.root]
        return Habits(
            numbering=self.numbering,
            same_number=(*without(of_supplier, self._one.invoice_id), self._one),
            alike=(*without(self._shelves["amount"], self._one.invoice_id), self._one),
            restarts=restarts,
            prices=self._prices,
        )


_KINDS = ("number", "amount", "month")
