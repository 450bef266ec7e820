"""Finding values in an XML invoice by local names, and saying where they stand.

Namespaces and prefixes differ between versions of the same format and between issuers; the local names do not.
Paths are written like `ide/nNF`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from lxml import etree

Node = etree._Element

_DECIMAL = re.compile(r"[+-]?(?:\d{1,15}(?:\.\d{0,12})?|\.\d{1,12})", re.ASCII)
_ISO_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?!\d)", re.ASCII)
_COMPACT_DATE = re.compile(r"(\d{4})(\d{2})(\d{2})\d{0,6}", re.ASCII)


def local_name(node: Node) -> str:
    """The element's name without its namespace."""
    return str(node.tag).rpartition("}")[2]


def nodes(node: Node, path: str) -> Iterator[Node]:
    """All elements at a path below `node`, in the document's order."""
    return node.iterfind("/".join("{*}" + name for name in path.split("/")))


def first(node: Node | None, *paths: str) -> Node | None:
    """The first element at the first of the paths that has one with text or children."""
    if node is None:
        return None
    for path in paths:
        for found in nodes(node, path):
            if len(found) or text_of(found):
                return found
    return None


def text_of(node: Node | None) -> str | None:
    """The text of an element with each run of white space made one space; None when there is nothing."""
    if node is None or node.text is None:
        return None
    return " ".join(node.text.split()) or None


def text(node: Node | None, *paths: str) -> str | None:
    """The text at the first of the paths that has any."""
    return text_of(first(node, *paths))


def decimal_of(node: Node | None) -> Decimal | None:
    """The number in an element (xs:decimal, at most 15 digits before and 12 after the point); None when it is not one."""
    value = text_of(node)
    return Decimal(value) if value and _DECIMAL.fullmatch(value) else None


def decimal(node: Node | None, *paths: str) -> Decimal | None:
    """The number at the first of the paths that has text."""
    return decimal_of(first(node, *paths))


def iso_date(value: str | None) -> str | None:
    """A date, date-time (its own local day) or YYYYMMDD as an ISO date; None when it is no day of the calendar.

    >>> iso_date("2018-08-16T23:30:00-03:00"), iso_date("20180816"), iso_date("2018-02-30")
    ('2018-08-16', '2018-08-16', None)
    """
    match = _ISO_DATE.match(value or "") or _COMPACT_DATE.fullmatch(value or "")
    if match is None:
        return None
    try:
        return date(*map(int, match.groups())).isoformat()
    except ValueError:
        return None


def amount_text(amount: Decimal) -> str:
    """Canonical text of an amount: at least two decimals, no exponent, no minus zero."""
    places = max(2, _places(amount.normalize()))
    return format(amount.quantize(Decimal(1).scaleb(-places)) + 0, "f")


def number_text(number: Decimal) -> str:
    """Canonical text of a quantity, price or rate: no trailing zeros, no exponent.

    >>> number_text(Decimal("1.5000")), number_text(Decimal("100"))
    ('1.5', '100')
    """
    shortened = number.normalize()
    return format(shortened if shortened else Decimal(0), "f")


def price_of_one(price: Decimal, base_quantity: Decimal | None) -> Decimal:
    """The price of one unit: the item price divided by its base quantity (EN 16931 BT-146, BT-149), to eight places."""
    if not base_quantity or base_quantity == 1:
        return price
    return (price / base_quantity).quantize(Decimal("0.00000001"), rounding=ROUND_HALF_UP)


def _places(number: Decimal) -> int:
    exponent = number.as_tuple().exponent
    return -exponent if isinstance(exponent, int) else 0


def path_of(node: Node) -> str:
    """A readable path of an element, with the document's own prefixes: `/Invoice/cac:TaxTotal[2]/cbc:TaxAmount`."""
    steps = [_step(node)]
    steps.extend(_step(ancestor) for ancestor in node.iterancestors())
    return "/" + "/".join(reversed(steps))


def _step(node: Node) -> str:
    name = f"{node.prefix}:{local_name(node)}" if node.prefix else local_name(node)
    before = sum(1 for _ in node.itersiblings(node.tag, preceding=True))
    alone = before == 0 and next(node.itersiblings(node.tag), None) is None
    return name if alone else f"{name}[{before + 1}]"
