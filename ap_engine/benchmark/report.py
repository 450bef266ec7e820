"""The benchmark's tables, as text."""

from __future__ import annotations

from collections.abc import Iterator

from ap_engine.benchmark.tally import Count, Tally
from ap_engine.benchmark.truth import FIELDS

_WIDTH = 34


def tables(title: str, found: dict[str, Tally]) -> Iterator[str]:
    """One table: a row for each group, a column for each field: right of asked, and what was wrong or left open."""
    for name, tally in found.items():
        yield f"{title} {name}: {tally.documents} documents, {tally.pages} pages, {_per_page(tally)} ms a page"
        for field in FIELDS:
            if field in tally.fields:
                yield _row(field, tally.fields[field])
        if tally.three.asked:
            yield _row("number + date + total", tally.three, plain=True)
        if tally.supplier_found.asked:
            yield _row("supplier by name or tax id", tally.supplier_found, plain=True)
        if tally.lines.asked:
            yield _row("lines (quantity, price, net)", tally.lines, plain=True)
            yield _row("documents with all lines right", tally.complete, plain=True)
        yield f"  {'marked certain':<{_WIDTH}} {_certain(tally.certain)}"


def _per_page(tally: Tally) -> str:
    return f"{tally.milliseconds / max(1, tally.pages):.0f}"


def _row(name: str, count: Count, plain: bool = False) -> str:
    right = f"{100 * count.right / count.asked:5.1f} %  {count.right} of {count.asked}"
    if plain:
        return f"  {name:<{_WIDTH}} {right}"
    return f"  {name:<{_WIDTH}} {right:<20} wrong {count.wrong}, abstained {count.abstained}; certain {_certain(count)}"


def _certain(count: Count) -> str:
    share = 100 * count.certain / max(1, count.asked)
    error = 100 * count.certain_wrong / max(1, count.certain)
    return f"{share:.0f} % of {count.asked}, {count.certain_wrong} of them wrong ({error:.2f} %)"
