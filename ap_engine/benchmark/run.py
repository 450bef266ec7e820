"""Reading a truth file's documents: all at once, or in order with each one reconciled before the next is read (row R11)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass

from ap_engine.benchmark.school import School
from ap_engine.benchmark.tally import Verdict, judge
from ap_engine.benchmark.truth import Truth
from ap_engine.capture.batch import in_order
from ap_engine.capture.reader import DocumentReader, ReadOutcome
from ap_engine.extraction.text import squeeze
from ap_engine.model.errors import UnreadableUpload
from ap_engine.model.extraction import Extraction, Page, Problem, Source

_SECONDS = 120


@dataclass(frozen=True, slots=True)
class Judged:
    """A document read and judged; it is the `nth` of the `nth_of` documents of its supplier."""

    truth: Truth
    found: Extraction
    verdict: Verdict
    nth: int
    nth_of: int


def _numbered(truths: Sequence[Truth]) -> Iterator[tuple[Truth, int, int]]:
    whole = Counter(_who(truth) for truth in truths)
    seen: Counter[str] = Counter()
    for truth in truths:
        seen[_who(truth)] += 1
        yield truth, seen[_who(truth)], whole[_who(truth)]


def _who(truth: Truth) -> str:
    """One supplier, as the learner is told: its name as the truth has it."""
    return squeeze(truth.supplier) or str(truth.path)


def read_all(truths: Sequence[Truth], workers: int = 1) -> Iterator[Judged]:
    """Each document as if its supplier had never been seen, in the truth's order."""
    with DocumentReader(workers=workers, seconds=_SECONDS) as reader:
        for numbered, reading in in_order(_numbered(truths), lambda numbered: reader.read(numbered[0].path), workers):
            yield _judged(numbered, reading)


def _judged(numbered: tuple[Truth, int, int], reading: Future[ReadOutcome]) -> Judged:
    truth, nth, whole = numbered
    found, milliseconds = outcome_of(reading)
    return Judged(truth, found, judge(found, truth, milliseconds), nth, whole)


def outcome_of(reading: Future[ReadOutcome]) -> tuple[Extraction, int]:
    """The first invoice of a file and the time; a file that is not there is an extraction that says so."""
    try:
        outcome = reading.result()
    except OSError as error:
        return Extraction(Source.PDF_TEXT, problems=(Problem("missing", str(error)),)), 0
    return outcome.extractions[0], outcome.milliseconds


def read_stream(truths: Sequence[Truth]) -> Iterator[Judged]:
    """Each document read with what was learned from those before it, then reconciled with its truth and learned from."""
    school = School()
    with DocumentReader(workers=1, seconds=_SECONDS) as reader:
        for truth, nth, whole in _numbered(truths):
            reader.use_templates(school.templates)
            found, milliseconds = outcome_of(_read(reader, truth))
            yield Judged(truth, found, judge(found, truth, milliseconds), nth, whole)
            if whole > nth:
                school.reconcile(_who(truth), truth, _pages(reader, truth))


def _read(reader: DocumentReader, truth: Truth) -> Future[ReadOutcome]:
    done: Future[ReadOutcome] = Future()
    try:
        done.set_result(reader.read(truth.path))
    except OSError as error:
        done.set_exception(error)
    return done


def _pages(reader: DocumentReader, truth: Truth) -> tuple[Page, ...]:
    try:
        return reader.words(truth.path).pages
    except UnreadableUpload:
        return ()
