"""What would clear a difference, as a typed change and in words made of the same numbers (row N6)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import ROUND_UP, Decimal

from ap_engine.model.match import LineMatch
from ap_engine.model.match_terms import Tolerance
from ap_engine.model.money import CENT
from ap_engine.model.remedies import Change, Remedy


def plain(value: Decimal) -> str:
    """A number as people write it: 5.10, 12, 0.333333."""
    text = f"{value.normalize():f}"
    return text if "." not in text or len(text.split(".")[1]) >= 2 or value == value.to_integral() else f"{value:.2f}"


def either(said: Sequence[str]) -> str:
    """Ways out, of which each is enough."""
    return said[0] if len(said) == 1 else f"{', '.join(said[:-1])}, or {said[-1]}"


def tolerance_remedy(
    name: str, allowed: Tolerance, differences: Sequence[tuple[Decimal, Decimal]], match: LineMatch | None = None
) -> Remedy | None:
    """The tolerance that would let all of these (difference, reference) pass; None where no percentage does.

    The percentage is rounded up, so that it is true. `absolute` is given where that amount has to rise as well.
    """
    real = [(difference, abs(reference)) for difference, reference in differences if difference > 0]
    if not real or not all(reference for _, reference in real):
        return None
    percent = max((difference / reference * 100).quantize(CENT, rounding=ROUND_UP) for difference, reference in real)
    most = max(difference for difference, _ in real).quantize(CENT, rounding=ROUND_UP)
    absolute = None if allowed.both or allowed.absolute >= most else most
    remedy = Remedy(Change.TOLERANCE_PERCENT, max(percent, allowed.percent), subject=name, absolute=absolute)
    if match is None:
        return remedy
    return replace(remedy, line=match.line, order_number=match.order_number, order_line=match.order_line)


def tolerance(remedy: Remedy, name: str) -> str:
    """A tolerance in words."""
    amount = f" and {plain(remedy.absolute)}" if remedy.absolute is not None else ""
    return f"a {name} tolerance of {plain(remedy.to)} %{amount}"
