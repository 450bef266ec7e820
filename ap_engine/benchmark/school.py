"""The learner in a stream of documents: what each supplier's reconciled invoices have taught so far (row R11)."""

from __future__ import annotations

from typing import Any

from ap_engine.benchmark.truth import FIELDS, Truth
from ap_engine.extraction.layout import lines_of
from ap_engine.extraction.learned_identity import codes_on
from ap_engine.extraction.learner import learn
from ap_engine.model.extraction import ExtractedLine, Page
from ap_engine.model.learning import Reconciled
from ap_engine.model.template import SupplierTemplate
from ap_engine.template_file import without_examples

_REMEMBERED = 24  # reconciled invoices of one supplier


class School:
    """Suppliers with their reconciled invoices and learned templates."""

    def __init__(self) -> None:
        self._history: dict[str, tuple[Reconciled, ...]] = {}
        self._learned: dict[str, tuple[SupplierTemplate, ...]] = {}
        self._seen: dict[str, set[str]] = {}
        self.templates: tuple[SupplierTemplate, ...] = ()

    def reconcile(self, who: str, truth: Truth, pages: tuple[Page, ...]) -> None:
        """A person confirmed a document's values: they are learned from."""
        for code in codes_on(lines_of(pages)):
            self._seen.setdefault(code, set()).add(who)
        strangers = frozenset(code for code, suppliers in self._seen.items() if suppliers - {who})
        number = len(self._history.get(who, ())) + 1
        document = Reconciled(f"{who}-{number}", pages, _values(truth), _lines(truth))
        history = (*self._history.get(who, ()), document)[-_REMEMBERED:]
        self._history[who] = history
        lesson = learn(truth.supplier, who[:60], history, self._learned.get(who, ()), strangers)
        if lesson.adopted:
            self._learned[who] = lesson.templates
            self.templates = tuple(without_examples(one) for known in self._learned.values() for one in known)


def _values(truth: Truth) -> tuple[tuple[str, str], ...]:
    """The truth's values as a person would confirm them."""
    found = {own: _text(truth.values.get(name)) for name, own in FIELDS.items()}
    return tuple((name, value) for name, value in found.items() if value)


def _text(value: Any) -> str:
    return "" if value is None else " ".join(str(value).split("\n")[0].split())


def _lines(truth: Truth) -> tuple[ExtractedLine, ...]:
    def text(line: dict[str, Any], name: str) -> str | None:
        return None if line.get(name) in (None, "") else str(line[name])

    return tuple(
        ExtractedLine(
            item_code=text(line, "code"),
            description=text(line, "description"),
            quantity=text(line, "quantity"),
            unit_price=text(line, "unit_price"),
            line_net=text(line, "line_total"),
        )
        for line in truth.lines
    )
