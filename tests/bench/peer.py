"""invoice2data beside us, on the same digital files in the same run. A file on which it fails is a file that it does not read."""

from __future__ import annotations

import logging
import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from invoice2data.api import extract_data
from invoice2data.exceptions import NoTemplateFoundError
from invoice2data.extract.candidates import find_candidates
from invoice2data.extract.invoice_template import InvoiceTemplate
from invoice2data.extract.labels import find_labeled_fields
from invoice2data.extract.loader import read_templates
from invoice2data.extract.suggestions import suggest_fields
from invoice2data.input import _cached_to_text, pdfium

from ap_engine.benchmark.tally import MAIN
from ap_engine.benchmark.truth import FIELDS, Truth, is_right
from ap_engine.capture.opening import open_document
from ap_engine.extraction.read import read
from tests.bench import corpus
from tests.bench.table import Row, Table, milliseconds, percent

_HEADINGS = ("documents", "number", "date", "total", "all three", "CPU ms")
_THEIRS = {"invoice_number": "invoice_number", "invoice_date": "date", "total": "amount"}
Values = dict[str, str]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one reader made of one document, and the CPU time it took."""

    truth: Truth
    values: Values
    took: float


def ours(truth: Truth) -> Values:
    """We, without a template and without learning, in this process."""
    found = read(open_document(truth.path.read_bytes(), lambda pages: None), date.today(), frozenset())[0]
    return {name: value for name in MAIN if (value := found.value(FIELDS[name])) is not None}


def guess(truth: Truth) -> Values:
    """Its guess without a template, as its template builder makes it: dates and amounts by kind, numbers by label."""
    text = pdfium.to_text(str(truth.path))
    labelled = {name: match.value for name, match in find_labeled_fields(text).items()}
    by_kind = {name: candidate.parsed for name, candidate in suggest_fields(find_candidates(text)).items()}
    return _plain({**labelled, **{name: value for name, value in by_kind.items() if name in ("date", "amount")}})


def _plain(theirs: dict[str, object]) -> Values:
    """Its values as the truth writes them."""
    found = {}
    for name, their_name in _THEIRS.items():
        value = theirs.get(their_name)
        if isinstance(value, datetime):
            found[name] = value.date().isoformat()
        elif value is not None:
            found[name] = f"{value:.2f}" if isinstance(value, float) else str(value)
    return found


def _tried(reader: Callable[[Truth], Values], truths: list[Truth]) -> list[Outcome]:
    """Each document once to warm up, then measured; whatever is raised is a miss."""

    def once(truth: Truth) -> Outcome:
        values: Values = {}

        def work() -> None:
            try:
                values.update(reader(truth))
            except Exception:  # noqa: BLE001  the rule for both: what fails has not been read
                values.clear()

        return Outcome(truth, values, milliseconds(work, time.process_time))

    for truth in truths[:3]:
        once(truth)
    return [once(truth) for truth in truths]


def _row(what: str, outcomes: list[Outcome], note: str = "") -> Row:
    asked = dict.fromkeys(MAIN, 0)
    right = dict.fromkeys(MAIN, 0)
    all_three = 0
    for one in outcomes:
        wanted = [name for name in MAIN if name in one.truth.asked]
        good = [name for name in wanted if name in one.values and _right(name, one)]
        for name in wanted:
            asked[name] += 1
            right[name] += name in good
        all_three += good == wanted
    figures = (percent(right[name], asked[name]) for name in MAIN)
    took = statistics.median(one.took for one in outcomes)
    return Row(what, (str(len(outcomes)), *figures, percent(all_three, len(outcomes)), took), note)


def _right(name: str, one: Outcome) -> bool:
    return is_right(name, one.values[name], one.truth.values[name])


def without_template(folder: Path) -> Iterator[Row]:
    """Both on pages that neither has a template for."""
    del folder
    truths = corpus.digital_pages()
    for what, reader in (("we, nothing learned", ours), ("invoice2data's own guess", guess)):
        outcomes = _tried(reader, truths)
        for name in corpus.PAGES_ALONE:
            yield _row(f"{name}: {what}", [one for one in outcomes if one.truth.set == name])
        yield _row(f"all: {what}", outcomes)


def with_its_templates(folder: Path) -> Iterator[Row]:
    """Where it ships a template for the supplier: its template beside us without any."""
    del folder
    logging.getLogger("invoice2data").setLevel(logging.CRITICAL)
    templates = read_templates()
    truths = [truth for truth in corpus.digital_pages() if _has_template(truth, templates)]
    if truths:
        note = f"{len(templates)} templates come with it"
        yield _row("invoice2data, its template", _tried(lambda truth: _by_template(truth, templates), truths), note)
        yield _row("we, nothing learned", _tried(ours, truths))


def _by_template(truth: Truth, templates: list[InvoiceTemplate]) -> Values:
    _cached_to_text.cache_clear()  # it keeps the text of files that it has seen, and would be timed without opening them
    return _plain(extract_data(str(truth.path), templates, raise_on_error=True))


def _has_template(truth: Truth, templates: list[InvoiceTemplate]) -> bool:
    try:
        _by_template(truth, templates)
    except NoTemplateFoundError:
        return False
    except Exception:  # noqa: BLE001  it has one, and fails with it
        return True
    return True


TABLES = (
    Table("peer", "Beside invoice2data, without a template", _HEADINGS, without_template),
    Table("peer-templates", "Beside invoice2data's own templates", _HEADINGS, with_its_templates),
)
