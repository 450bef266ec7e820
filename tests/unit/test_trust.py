"""Touchless with a promise: how many documents a supplier's history takes, and what one error costs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from ap_engine.model.extraction import Extraction, Problem, Reading, Source
from ap_engine.model.learning import Checked, FieldRead, FieldTrust, FirstReading, Truth
from ap_engine.rules.trust import documents_needed, judge, upper_bound, vouched_for

START = datetime(2026, 1, 1, tzinfo=UTC)
DAY = timedelta(days=1)
PROMISE = Decimal("0.05")


def document(day: int, *, right: bool = True, template: str | None = "fios", source: Source = Source.TEMPLATE,
             corrected_after: int = 0, confidence: int = 92) -> Checked:  # fmt: skip
    """A document received on a day; its number was read, and a person said what it is."""
    read = FieldRead("invoice_number", f"N{day}", False, source, confidence)
    truth = Truth((("invoice_number", f"N{day}" if right else "other"),))
    at = START + day * DAY
    return Checked(at, at + corrected_after * DAY, truth, FirstReading(template, 0, (read,)))


def history(*marks: tuple[int, bool], start: int = 0) -> tuple[Checked, ...]:
    """So many documents right or wrong, one a day."""
    documents: list[Checked] = []
    for count, right in marks:
        documents += [document(start + len(documents) + number, right=right) for number in range(count)]
    return tuple(documents)


def judged(checked: Sequence[Checked], since: datetime | None = START, promise: Decimal = PROMISE) -> FieldTrust:
    return judge("invoice_number", "fios", since, checked, promise)


@pytest.mark.parametrize(
    ("wrong", "read", "bound"),
    # Clopper–Pearson, one-sided at 95 %: scipy.stats.beta.ppf(0.95, wrong + 1, read - wrong), rounded up.
    [(0, 0, "1"), (0, 1, "0.950001"), (0, 59, "0.049508"), (1, 93, "0.049994"), (5, 100, "0.102254"), (30, 1000, "0.040473"),
     (99, 100, "0.999488"), (7, 7, "1")],
)  # fmt: skip
def test_the_bound_is_clopper_and_pearsons(wrong: int, read: int, bound: str) -> None:
    assert upper_bound(wrong, read) == Decimal(bound)


def test_how_many_documents_keep_a_promise() -> None:
    assert [documents_needed(wrong, PROMISE) for wrong in range(4)] == [59, 93, 124, 153]
    assert documents_needed(0, Decimal("0.001")) == 2995
    assert documents_needed(0, Decimal(0)) is None, "no promise is kept by nothing"


def test_fifty_nine_documents_without_an_error_and_not_one_fewer() -> None:
    assert judged(history((59, True))).goes_through
    almost = judged(history((58, True)))
    assert (almost.goes_through, almost.missing, almost.read, almost.wrong) == (False, 1, 58, 0)
    assert judged(()).missing == 59


def test_an_error_is_counted_for_good_and_the_next_twenty_need_a_person() -> None:
    after_error = history((200, True), (1, False))
    trust = judged(after_error)
    assert trust.bound == upper_bound(1, 201) <= PROMISE, "201 with one error would keep the promise"
    assert (trust.goes_through, trust.watched, trust.missing) == (False, 20, 20)
    assert judged(history((200, True), (1, False), (19, True))).missing == 1
    through = judged(history((200, True), (1, False), (20, True)))
    assert (through.goes_through, through.wrong) == (True, 1)
    assert judged(history((1, False), (58, True))).missing == 93 - 59


def test_the_twenty_are_counted_from_the_correction_not_from_the_document() -> None:
    late = document(0, right=False, corrected_after=25)
    assert judged((late, *history((200, True), start=1))).watched == 0
    assert judged((late, *history((30, True), start=1))).watched == 15, "25 came before anybody knew"


def test_a_new_rule_begins_at_nought_and_an_error_before_it_still_keeps_watch() -> None:
    documents = history((100, True), (1, False), (10, True))
    new_rule = judged(documents, since=START + 101 * DAY)
    assert (new_rule.read, new_rule.wrong, new_rule.missing, new_rule.watched) == (10, 0, 49, 10)


def test_only_what_the_layout_itself_read_counts() -> None:
    others = [document(day, template="other") for day in range(100)]
    general = [document(day, source=Source.PDF_TEXT) for day in range(100)]
    assert judged([*others, *general]).read == 0
    assert judged([document(day, source=Source.LEARNED) for day in range(59)]).goes_through
    assert judged(history((59, True)), since=None).missing is None, "a field that the template does not read never goes through"


def test_a_value_that_a_person_took_out_was_wrong() -> None:
    taken_out = replace(document(0), right=Truth(()))
    assert judged([taken_out]).wrong == 1


def extraction(**changes: object) -> Extraction:
    reading = Reading("invoice_number", "N99", 92, False, Source.TEMPLATE)
    return replace(Extraction(Source.TEMPLATE, readings=(reading,), template="fios"), **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("what", "vouched"),
    [
        (extraction(), True),
        (extraction(template=None), False),
        (extraction(problems=(Problem("template_differs", "Look at it."),)), False),
        (extraction(readings=(Reading("invoice_number", "N99", 60, False, Source.TEMPLATE),)), False),
        (extraction(readings=(Reading("invoice_number", "N99", 92, False, Source.PDF_TEXT),)), False),
        (extraction(readings=(Reading("iban", "DE00", 92, False, Source.TEMPLATE),)), False),
    ],
    ids=["by template", "no layout", "problems", "less sure than ever right", "not by the layout", "no field of a person's"],
)
def test_what_history_vouches_for(what: Extraction, vouched: bool) -> None:
    since = {"invoice_number": START, "iban": START}
    found = vouched_for(what, START + 99 * DAY, since, history((59, True)), PROMISE)
    assert bool(found) is vouched


def test_a_document_from_before_the_rule_is_not_vouched_for_and_no_promise_vouches_for_nothing() -> None:
    since = {"invoice_number": START}
    assert not vouched_for(extraction(), START - DAY, since, history((59, True)), PROMISE)
    assert not vouched_for(extraction(), START + 99 * DAY, {}, history((59, True)), PROMISE)
    assert not vouched_for(extraction(), START + 99 * DAY, since, history((59, True)), Decimal(0))
