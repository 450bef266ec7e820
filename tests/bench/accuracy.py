"""How well documents are read: by themselves, and with what a supplier's earlier documents taught.

Of all header values, how many are marked certain, and how many of those are mistaken all the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from ap_engine.benchmark.run import Judged, read_all, read_stream
from ap_engine.benchmark.tally import MAIN, Tally, tallies
from tests.bench import corpus
from tests.bench.table import Row, Table, percent

_HEADINGS = ("documents", "number", "date", "total", "all three", "supplier", "lines", "certain", "mistaken")
_PLACES = ("1st", "2nd", "3rd")


def _row(what: str, tally: Tally) -> Row:
    main = (percent(count.right, count.asked) if (count := tally.fields.get(name)) else "–" for name in MAIN)
    counts = (tally.three, tally.supplier_found, tally.lines)
    sure = tally.certain
    figures = (
        str(tally.documents),
        *main,
        *(percent(count.right, count.asked) for count in counts),
        percent(sure.certain, sure.asked),
        f"{sure.certain_wrong} of {sure.certain}",
    )
    return Row(what, figures)


def by_set(folder: Path) -> Iterator[Row]:
    """Every document as if its supplier had never been seen."""
    del folder
    judged = list(read_all(corpus.every(), workers=2))
    for name, tally in tallies((one.truth.set, one.verdict) for one in judged).items():
        yield _row(name, tally)
    for name, tally in tallies(("all", one.verdict) for one in judged).items():
        yield _row(name, tally)


def stream(folder: Path) -> Iterator[Row]:
    """The same documents twice: as if never seen, then each learned from before the next one is read. No scans: they take long."""
    del folder
    truths = [truth for truth in corpus.every() if truth.set in corpus.PAGES_ALONE]
    alone, taught = list(read_all(truths, workers=2)), list(read_stream(truths))
    for place in (*_PLACES, "4th and later"):
        for how, judged in (("as if never seen", alone), ("after those before it", taught)):
            for tally in tallies((place, one.verdict) for one in _at(place, judged)).values():
                yield _row(f"{place} document of a supplier, {how}", tally)


def _at(place: str, judged: Iterable[Judged]) -> Iterator[Judged]:
    """The documents of suppliers that come more than once, at one place in their supplier's order."""
    for one in judged:
        if one.nth_of > 1 and (_PLACES[one.nth - 1] if one.nth <= len(_PLACES) else "4th and later") == place:
            yield one


TABLES = (
    Table("accuracy", "Read right, without learning, by set", _HEADINGS, by_set),
    Table("stream", "Read right, pages alone, as a stream", _HEADINGS, stream),
)
