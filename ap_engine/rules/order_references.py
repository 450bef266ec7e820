"""Which of the supplier's own orders does a text name, however it is written? The open orders are the dictionary (rule M9)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from ap_engine.model.purchasing import PurchaseOrder

# What people write around an order's number, in the languages of the documents that we read.
_WORD = (
    r"PURCHASE\s*ORDERS?|PEDIDOS?\s*DE\s*COMPRAS?|ORDE[MN]\s*DE\s*COMPRA|ORDINE|COMMANDE|BESTELLUNG|BESTELL|BESTELNUMMER|"
    r"ENCOMENDA|PEDIDOS?|ORDERS?|ORDE[MN]|P\.?\s?O\.?|P\.?C\.?|O\.?C\.?|PED|REF"
)
_NUMBER_WORD = r"NUMBER|NUMERO|NUMMER|NUM|NRO?|N[º°OR]?|[#º°]"
_BEFORE = rf"(?:(?:{_WORD})[\s.:#\-]*)?(?:(?:{_NUMBER_WORD})[\s.:#\-]*)?"
_LEADING = re.compile(rf"^\W*(?:(?:{_WORD}|{_NUMBER_WORD})(?![A-Z])[\s.:#º°\-]*)+")
_ORDER_WORD_AT_END = re.compile(rf"(?<![A-Z])(?:{_WORD})[\s.:#\-]*(?:(?:{_NUMBER_WORD})[\s.:#\-]*)?$")
_YEAR = re.compile(r"(?:19|20)\d\d")
_DATE = re.compile(r"(?<!\d)(?:0?[1-9]|[12]\d|3[01])[./\-](?:0?[1-9]|[12]\d|3[01])[./\-](?:(?:19|20)\d\d|\d\d)(?!\d)")
_SCAN = str.maketrans("OIL|", "0111")
_SHORT = 3  # a shorter number is only found where it stands alone


@dataclass(slots=True)
class Named:
    """Orders that references name, in their order; references that name none of them.

    `doubts` says in words why it is not beyond doubt, `loosely` has the references that name an order only with good will.
    """

    orders: list[PurchaseOrder] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)
    loosely: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a text names an order."""

    start: int
    end: int
    order: PurchaseOrder


@lru_cache(maxsize=8192)
def normalised_reference(reference: str) -> str:
    """An order number without what people write around it.

    >>> normalised_reference("PO-0004711"), normalised_reference("Pedido nº 4711")
    ('4711', '4711')
    """
    plain = re.sub(r"[^A-Z0-9]", "", reference.upper())
    plain = re.sub(r"^(?:PURCHASEORDER|PEDIDODECOMPRA|ORDEMDECOMPRA|PEDIDO|ORDER|ORDEM|PO|PC|OC|NO|N)+(?=\d)", "", plain)
    return plain.lstrip("0") or "0"


@lru_cache(maxsize=8192)
def bare(text: str) -> str:
    """A reference without the order words and zeros before it, with its own marks.

    >>> bare("Pedido nº 004711/2025")
    '4711/2025'
    """
    upper = " ".join(text.upper().split())
    return _LEADING.sub("", upper).lstrip("0") or "0"


def look_up(references: Sequence[str], orders: Sequence[PurchaseOrder]) -> Named:
    """The orders that these references name: each by itself, then parts of one number that stand side by side."""
    found, rest = Named(), []
    for reference in references:
        if not _take(reference, orders, found):
            rest.append(reference)
        else:
            _take_joined(rest, orders, found)
            rest = []
    _take_joined(rest, orders, found)
    found.orders = list(dict.fromkeys(found.orders))
    return found


def _take_joined(rest: list[str], orders: Sequence[PurchaseOrder], found: Named) -> None:
    whole = " ".join(rest)
    if len(rest) > 1 and _take(whole, orders, found):
        return
    for reference in rest:
        if (taken := as_scanned(reference, orders) or without_year(reference, orders)) is not None:
            found.orders.append(taken[0])
            found.doubts.append(taken[1])
            found.loosely.append(reference)
        elif not _LEADING.fullmatch(reference.upper()):
            found.unknown.append(reference)


def _take(text: str, orders: Sequence[PurchaseOrder], found: Named) -> bool:
    places, doubt = search(text, orders)
    if not places:
        return False
    found.orders.extend(place.order for place in places)
    found.doubts.extend([f"“{text}” could also be read as another order"] if doubt else [])
    found.unknown.extend(_others(text.upper(), places))
    return True


def search(text: str, orders: Sequence[PurchaseOrder]) -> tuple[list[Place], bool]:
    """Where a text names orders, from left to right, and whether it may be read otherwise as well.

    The longest number wins where two overlap: in “4500 422 715” the order 4500422715, not an order 715.
    """
    upper = text.upper()
    own = bare(text)
    alone = [order for order in orders if bare(order.number) == own]
    exact = [order for order in alone if order.number.upper().strip() == upper.strip()] or alone
    if len(exact) == 1:
        return [Place(0, len(text), exact[0])], False
    every = _places(upper, orders)
    chosen: list[Place] = []
    doubt = False
    for place in sorted(every, key=lambda p: (p.start - p.end, p.start)):
        clash = [c for c in chosen if place.start < c.end and c.start < place.end]
        doubt = doubt or any(c.order != place.order for c in clash)
        if not clash:
            chosen.append(place)
    # Two orders that only differ by their decoration (PO-4711, OC-4711): a person has to say which.
    twice = [c for c in chosen if any((p.start, p.end) == (c.start, c.end) and p.order != c.order for p in every)]
    return sorted((c for c in chosen if c not in twice), key=lambda p: p.start), doubt


def _places(upper: str, orders: Sequence[PurchaseOrder]) -> list[Place]:
    squeezed = re.sub(r"[^A-Z0-9]", "", upper)
    cores = ((order, normalised_reference(order.number)) for order in orders)
    return [Place(*span, order) for order, core in cores if core in squeezed for span in _spans(upper, core)]


def _spans(upper: str, core: str) -> list[tuple[int, int]]:
    if len(core) < _SHORT or not any(c.isdigit() for c in core):
        return []
    return [m.span("core") for m in _pattern(core).finditer(upper) if not _is_part(upper, *m.span("core"))]


@lru_cache(maxsize=4096)
def _pattern(core: str) -> re.Pattern[str]:
    between = r"[\s.\-/_]{0,2}"
    return re.compile(rf"(?<![A-Z0-9]){_BEFORE}(?:0{between})*(?P<core>{between.join(map(re.escape, core))})(?![A-Z0-9])")


def _is_part(upper: str, start: int, end: int) -> bool:
    """Whether the number is of a date, or the year or another tail of what stands before it: the 2025 of 4711/2025."""
    if any(day.start() <= start and end <= day.end() for day in _DATE.finditer(upper)):
        return True
    head = re.search(r"(\d+)[/.\-]$", upper[:start])
    after = re.match(r"[/.\-](\d+)", upper[end:])
    core = upper[start:end]
    # An order may be numbered 1900 as well: in 1900/2025 the year is the other one.
    if _YEAR.fullmatch(core) and (head or (after and not _YEAR.fullmatch(after.group(1)))):
        return True
    return head is not None and len(head.group(1).lstrip("0")) != len(core) and not _YEAR.fullmatch(head.group(1))


def _others(upper: str, places: Iterable[Place]) -> list[str]:
    """Numbers of a list that name no order, beside those that do: as long as one of them, and no date or tail."""
    kept = list(upper)
    lengths = set()
    for place in places:
        lengths.add(len(re.sub(r"[^A-Z0-9]", "", upper[place.start : place.end])))
        kept[place.start : place.end] = "·" * (place.end - place.start)
    rest = re.findall(r"(?<![\w·/.\-])(?:(?:PO|PC|OC)[\-\s]?)?0*([A-Z]*\d[A-Z0-9]*)(?![\w·/\-])", "".join(kept))
    return [one for one in rest if len(one) in lengths]


def as_scanned(reference: str, orders: Sequence[PurchaseOrder]) -> tuple[PurchaseOrder, str] | None:
    """The one order that a scan may have meant, O for 0 and I for 1, with that doubt in words."""
    folded = bare(reference).translate(_SCAN)
    folded = re.sub(r"[^A-Z0-9]", "", folded).lstrip("0")
    same = [o for o in orders if re.sub(r"[^A-Z0-9]", "", bare(o.number).translate(_SCAN)).lstrip("0") == folded]
    if not folded or len(same) != 1 or not any(c.isdigit() for c in reference):
        return None
    return same[0], f"“{reference}” is read as {same[0].number}, as if a scan had taken O for 0 or I for 1"


def without_year(reference: str, orders: Sequence[PurchaseOrder]) -> tuple[PurchaseOrder, str] | None:
    """The one order that has this number and a year behind it, 4711/2025 for 4711, with that doubt in words."""
    own = bare(reference)
    tails = ((o, re.fullmatch(r"(\d{3,})[/\-](?:19|20)?\d\d", bare(o.number))) for o in orders)
    same = [order for order, tail in tails if tail is not None and tail.group(1) == own]
    return (same[0], f"“{reference}” is read as {same[0].number}, without its year") if len(same) == 1 else None


def mentioned(texts: Iterable[str], orders: Sequence[PurchaseOrder]) -> tuple[list[PurchaseOrder], list[PurchaseOrder]]:
    """Orders whose number stands in these texts: behind an order's word, and bare.

    A bare number needs four characters: in a description it may as well be a size or a year.
    """
    said: list[PurchaseOrder] = []
    bare_ones: list[PurchaseOrder] = []
    for text in texts:
        for place in _places(text.upper(), orders):
            if _ORDER_WORD_AT_END.search(text.upper()[: place.start].rstrip("0")):
                said.append(place.order)
            elif place.end - place.start > _SHORT and not _YEAR.fullmatch(text[place.start : place.end]):
                bare_ones.append(place.order)
    return list(dict.fromkeys(said)), list(dict.fromkeys(bare_ones))


def spellings(reference: str) -> tuple[str, ...]:
    """How an order that this reference names may be written in the books: to look it up by its number."""
    plain = bare(reference)
    parts = re.findall(r"[A-Z0-9]+(?:[/\-.][A-Z0-9]+)*", plain)
    return tuple(dict.fromkeys((reference, reference.strip().upper(), plain, normalised_reference(reference), *parts)))
