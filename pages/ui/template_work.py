"""The template that a person is making, kept in the session, and what each touch of the component does to it.

Keys: template_work, template_works (session state), marking (the component).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

import streamlit as st

from ap_engine.model.errors import TemplateError
from ap_engine.model.extraction import Box
from ap_engine.model.learning import Origin
from ap_engine.model.template import FieldRule, Place, SupplierTemplate
from ap_engine.workflow import template_making as making
from ap_engine.workflow.template_samples import our_tax_ids
from pages.ui import act
from pages.ui.user import engine

KEY, _ALL = "template_work", "template_works"
TEXT = "text"  # the words that identify the supplier: shown among the fields, though they are none
_UNDO = 40
SURE_FROM = 70  # an offer that is read with less is looked at by itself


@dataclass
class Work:
    """A template being made. `pictures` says by example name where its pages can be seen: others are drawn from their words."""

    template: SupplierTemplate
    base_version: int = 0
    origin: Origin = Origin.PERSON
    tax_id: str | None = None
    pictures: dict[str, str] = field(default_factory=dict)
    taken: dict[str, str] = field(default_factory=dict)  # uploads that were opened, and what became of those that were not
    remarks: list[str] = field(default_factory=list)
    at: int = 0
    page: int = 1
    focus: str = ""
    own_rules: set[str] = field(default_factory=set)  # fields whose rule a person chose: it is never replaced unasked
    nonce: int = 0
    done: bool = True
    problem: str = ""
    before: list[SupplierTemplate] = field(default_factory=list)
    saved: SupplierTemplate | None = None
    refused: str = ""
    taken_up: int = 0  # the older version that this goes on from, until it is published
    text_problem: str = ""

    @property
    def about(self) -> str:
        """What the component takes for the same piece of work."""
        return f"{self.template.name}:{self.base_version}"

    @property
    def changed(self) -> bool:
        """Whether anything is not published yet."""
        return self.template != self.saved

    def become(self, template: SupplierTemplate) -> None:
        """The next state; the present one can be gone back to."""
        if template != self.template:
            self.before = [*self.before[-_UNDO:], self.template]
            self.template = template
            self.refused = ""

    def hold(self, template: SupplierTemplate) -> None:
        """With other samples: earlier states had not these, so there is no way back to them."""
        self.template, self.before, self.refused = template, [], ""


def current() -> Work | None:
    """The work of this session."""
    return st.session_state.get(KEY)


def everything() -> dict[str, Work]:
    """All work of this session by template name: going to another template loses nothing."""
    works: dict[str, Work] = st.session_state.setdefault(_ALL, {})
    return works


def go_on(work: Work) -> None:
    """This is what the person works on now."""
    st.session_state[KEY] = work
    everything()[work.template.name] = work


def leave(name: str = "") -> None:
    """Nothing is worked on; what was done to the template of this name is given up."""
    st.session_state.pop(KEY, None)
    everything().pop(name, None)


def did() -> None:
    """What a person did in the component, as one step; a mistake is told beside it and changes nothing."""
    event, work = act.taken("marking", "did"), current()
    if not event or work is None or event.get("about") != work.about:
        return
    work.problem, work.done, work.nonce = "", True, work.nonce + 1
    work.focus = str(event.get("field") or work.focus)
    try:
        STEPS[event["do"]](work, event)
    except TemplateError as mistake:
        work.problem, work.done = mistake.detail, False


def _box(event: dict[str, Any]) -> Box:
    x0, y0, x1, y1 = (max(0, min(10_000, round(value))) for value in event["box"])
    return Box(x0, y0, x1, y1)


def _said(work: Work, event: dict[str, Any], name: str = "") -> str:
    """What was typed, or the printed words that were tapped or framed."""
    if event.get("box") is None:
        return str(event.get("value") or "")
    page, box = int(event["page"]), _box(event)
    if name and event.get("tapped") == 1:
        text = making.value_at(work.template, work.at, name, page, box)
    else:
        text = making.printed_in(work.template.examples[work.at].pages, page, box)
    if not text:
        raise TemplateError("No words can be read there. Type the value, or frame the words themselves.")
    return text


def _mark(work: Work, event: dict[str, Any]) -> None:
    if work.focus == TEXT:
        return _text(work, event)
    printed = _said(work, event, work.focus)
    if not printed:
        return None
    keep = work.focus in work.own_rules
    work.become(making.mark(work.template, work.at, work.focus, printed, our_tax_ids(engine()), keep))
    return None


def _accept(work: Work, _event: dict[str, Any], names: tuple[str, ...] = ()) -> None:
    wanted = names or (work.focus,)
    template = work.template
    for offer in making.offers(template, work.at, our_tax_ids(engine())):
        if offer.field in wanted:
            template = making.mark(
                template, work.at, offer.field, offer.printed, our_tax_ids(engine()), offer.field in work.own_rules
            )
    work.become(template)


def _accept_all(work: Work, event: dict[str, Any]) -> None:
    offered = making.offers(work.template, work.at, our_tax_ids(engine()))
    _accept(work, event, tuple(o.field for o in offered if is_worth(work, o)))


def is_worth(work: Work, offer: making.Offer) -> bool:
    """Offers that one tap accepts together: not those that the reader itself doubts, nor what a rule already says otherwise."""
    return offer.reading.certain or offer.reading.confidence >= SURE_FROM or work.template.rule(offer.field) is not None


def _own(work: Work, rule: FieldRule) -> None:
    template = making.with_rule(work.template, replace(rule, fallback=False))
    work.own_rules.add(rule.field)
    work.become(template)


def _rule(work: Work, event: dict[str, Any]) -> None:
    rule = work.template.rule(work.focus)
    if rule is None:
        return
    if "where" in event:
        place = Place(event["where"])
        rule = replace(
            rule, place=place, box=None, page=1, labels=rule.labels or ("",), row=rule.row if place is Place.COLUMN else None
        )
        if not rule.labels[0]:
            raise TemplateError("Tap the words that announce the value first: “Announced by”.")
    if "last" in event:
        rule = replace(rule, last=bool(event["last"]))
    if "pattern" in event:
        rule = replace(rule, pattern=str(event["pattern"]) or None)
    _own(work, rule)


def _label(work: Work, event: dict[str, Any]) -> None:
    template = making.by_label(work.template, work.focus, _said(work, event).strip(" :"))
    work.own_rules.add(work.focus)
    work.become(template)


def _row(work: Work, event: dict[str, Any]) -> None:
    rule = work.template.rule(work.focus)
    if rule is not None:
        _own(work, replace(rule, row=_said(work, event).strip(" :") or None))


def _in_box(work: Work, event: dict[str, Any]) -> None:
    rule = work.template.rule(work.focus)
    _own(work, FieldRule(work.focus, Place.BOX, page=int(event["page"]), box=_box(event), pattern=rule.pattern if rule else None))


def _suggested(work: Work, event: dict[str, Any]) -> None:
    _own(work, making.suggested(work.template, work.focus)[int(event["number"])])


def _text(work: Work, event: dict[str, Any]) -> None:
    work.become(making.identified_by_text(work.template, work.at, _said(work, event)))


def _forget(work: Work, _event: dict[str, Any]) -> None:
    work.own_rules.discard(work.focus)
    work.become(making.forget(work.template, work.focus))


def _show(work: Work, event: dict[str, Any]) -> None:
    work.at = max(0, min(int(event["at"]), len(work.template.examples) - 1))
    numbers = [page.number for page in work.template.examples[work.at].pages]
    work.page = int(event["page"]) if int(event["page"]) in numbers else numbers[0]


def _undo(work: Work, _event: dict[str, Any]) -> None:
    if work.before:
        work.template = work.before.pop()
        work.at = min(work.at, len(work.template.examples) - 1)


def _style(work: Work, event: dict[str, Any]) -> None:
    style = {"numbers": work.template.numbers, "dates": work.template.dates, str(event["which"]): str(event["value"])}
    work.become(making.with_style(work.template, style["numbers"], style["dates"]))


def _heading(work: Work, event: dict[str, Any]) -> None:
    work.become(making.with_heading(work.template, work.focus, _said(work, event)))


def _lines(work: Work, event: dict[str, Any]) -> None:
    rows = tuple({str(key): str(value) for key, value in row.items() if isinstance(value, str)} for row in event["rows"])
    work.become(making.with_lines(work.template, work.at, rows))


def _table(work: Work, _event: dict[str, Any]) -> None:
    table = making.proposed_table(work.template, work.at)
    if table is not None:
        work.become(making.with_table(work.template, table))


STEPS: dict[str, Callable[[Work, dict[str, Any]], None]] = {
    "mark": _mark,
    "accept": _accept,
    "accept_all": _accept_all,
    "rule": _rule,
    "label": _label,
    "row": _row,
    "box": _in_box,
    "suggested": _suggested,
    "text": _text,
    "forget": _forget,
    "absent": lambda work, _: work.become(making.not_printed(work.template, work.focus)),
    "show": _show,
    "sample": lambda work, event: _show(work, {"at": event["at"], "page": 0}),
    "undo": _undo,
    "style": _style,
    "heading": _heading,
    "table_words": lambda work, event: work.become(making.with_words(work.template, str(event["which"]), _said(work, event))),
    "table_accept": _table,
    "table_drop": lambda work, _: work.become(making.with_table(work.template, None)),
    "lines": _lines,
    "lines_accept": lambda work, _: work.become(making.right_as_read(work.template, work.at)),
}
