"""What the marking component is given: a sample's page, the fields with their rules, the line table; all of it as plain text."""

from __future__ import annotations

from typing import Any

import streamlit as st

from ap_engine.model.extraction import Page
from ap_engine.model.template import SupplierTemplate
from ap_engine.workflow import template_making as making
from ap_engine.workflow.template_samples import our_tax_ids
from pages.ui import marking_rows
from pages.ui.components import _read
from pages.ui.template_work import Work, is_worth
from pages.ui.user import engine, on_phone
from pages.ui.words import t

COUNTED = ("good", "bad", "idle", "need")
LINE_KINDS = ("heading", "line")
component = st.components.v2.component(
    "ap_marking",
    js=_read("dom.js", "marking_page.js", "marking_fields.js", "marking_lines.js", "marking.js"),
    css=_read("base.css", "document.css", "lines.css", "marking.css"),
)


def data(work: Work, edit: bool) -> dict[str, Any]:
    """Everything for one run."""
    template, at = work.template, work.at
    ours = our_tax_ids(engine())
    backs = [making.read_back(template, n, ours) for n in range(len(template.examples))]
    offered = {one.field: one for one in making.offers(template, at, ours)}
    fields = marking_rows.fields(work, {back.field: back for back in backs[at]}, offered)
    spots = making.spots_of(template, at, backs[at])
    return {
        "about": work.about,
        "nonce": work.nonce,
        "done": work.done,
        "problem": work.problem,
        "mode": "edit" if edit else "look",
        "phone": on_phone(),
        "field": work.focus,
        "at": at,
        "samples": [{"name": e.name, "state": _state(template, n, backs[n])} for n, e in enumerate(template.examples)],
        "canUndo": bool(work.before),
        "view": _view(work, spots, {field["name"] for field in fields}),
        "fields": fields,
        "groups": [{"name": name, "title": t(title)} for name, title, _ in marking_rows.GROUPS],
        "marked": f"{sum(one['state'] == 'good' for one in fields)}/{sum(_counts(one) for one in fields)}",
        "offers": sum(is_worth(work, one) for one in offered.values()),
        "columns": marking_rows.columns(template, spots),
        "lines": marking_rows.lines(template, at),
        "style": {
            "numbers": template.numbers,
            "dates": template.dates,
            "allNumbers": list(making.NUMBERS.values()),
            "allDates": list(making.DATES.values()),
        },
        "places": [[name, t(words)] for name, words in marking_rows.PLACES.items()],
        "takes": [["first", t("the first on the pages")], ["last", t("the last on the pages")]],
        "words": words(),
    }


def _counts(row: dict[str, Any]) -> bool:
    """Whether a field belongs to the template: an offer does once a rule reads it."""
    return row["state"] in COUNTED or (row["state"] == "offer" and row["rule"] is not None)


def _state(template: SupplierTemplate, at: int, backs: tuple[making.FieldBack, ...]) -> str:
    """How a sample stands: something is read wrong, something is still to be said, or all is well."""
    if any(back.good is False or back.idle for back in backs):
        return "bad"
    told = {name for name, _ in template.examples[at].values}
    return "good" if told and all(rule.field in told for rule in template.fields) else "need"


def _view(work: Work, spots: tuple[making.Spot, ...], shown: set[str]) -> dict[str, Any]:
    example = work.template.examples[work.at]
    page = page_shown(work.template, work.at, work.page)
    numbers = [one.number for one in example.pages]
    picture = work.pictures.get(example.name)
    return {
        "page": page.number,
        "pages": len(numbers),
        "numbers": numbers,
        "index": numbers.index(page.number),
        "src": f"{picture}/page/{page.number}.webp" if picture else None,
        "alt": t("Page {n} of {file}", n=page.number, file=example.name),
        "wide": page.width,
        "high": page.height,
        "words": [[b.x0, b.y0, b.x1, b.y1, word] for b, word in making.page_words(work.template, work.at, page.number)],
        "spots": [_spot(spot) for spot in spots if spot.page == page.number and (spot.kind in LINE_KINDS or spot.field in shown)],
    }


def page_shown(template: SupplierTemplate, at: int, number: int) -> Page:
    """The page of this number, else the sample's first."""
    pages = template.examples[at].pages
    return next((page for page in pages if page.number == number), pages[0])


def _spot(spot: making.Spot) -> dict[str, Any]:
    return {
        "kind": spot.kind,
        "tab": "lines" if spot.kind in LINE_KINDS else "fields",
        "field": spot.field,
        "box": [spot.box.x0, spot.box.y0, spot.box.x1, spot.box.y1],
        "title": f"{marking_rows.label_of(spot.field)}: {spot.text}" if spot.text else marking_rows.label_of(spot.field),
    }


def words() -> dict[str, str]:
    """The component's own words; {field} and {n} are filled in there."""
    return {
        "sample": t("Sample"),
        "broken": t("This page cannot be shown as a picture; these are its words."),
        "fields": t("Fields"),
        "lines": t("Line table"),
        "undo": t("Undo"),
        "before": t("Page before"),
        "after": t("Next page"),
        "smaller": t("Smaller"),
        "larger": t("Larger"),
        "accept": t("Accept"),
        "acceptOne": t("Accept the value that was read"),
        "acceptAll": t("Accept {n} values that were read", n="{n}"),
        "style": t("How this supplier writes"),
        "numbers": t("Numbers"),
        "dates": t("Dates"),
        "tap": t("Tap on page"),
        "right": t("Right value"),
        "others": t("Or"),
        "where": t("Stands"),
        "label": t("Announced by"),
        "row": t("In the row"),
        "rowHint": t("words that begin it; else the last"),
        "drawAgain": t("Draw again"),
        "orBox": t("or in a box on the page"),
        "take": t("If repeated"),
        "pattern": t("Pattern"),
        "patternHint": t("9 digit, A letter, X either, + more"),
        "forget": t("Remove field"),
        "absent": t("Never printed"),
        "printed": t("It is printed"),
        "cancel": t("Cancel"),
        "draw": t("Draw a box"),
        "chooseFirst": t("Choose a field first."),
        "tapValue": t("Tap the value of “{field}”, or drag a box around it.", field="{field}"),
        "drawValue": t("Drag a box around the value of “{field}”.", field="{field}"),
        "tapLabel": t("Tap the words that announce “{field}”.", field="{field}"),
        "tapRow": t("Tap the words that begin the row of “{field}”.", field="{field}"),
        "drawBox": t("Drag a box around the place where “{field}” stands on every invoice.", field="{field}"),
        "tapText": t("Tap words that only this supplier prints."),
        "tapHeading": t("Tap the heading of “{field}”.", field="{field}"),
        "tapWords": t("Tap the words that begin that line."),
        "noColumn": t("no column"),
        "heading": t("Heading"),
        "tapOnPage": t("tap it on the page"),
        "remove": t("Remove"),
        "around": t("Around the table"),
        "dropTable": t("Read no table"),
        "columns": t("Columns"),
        "acceptTable": t("Take this table"),
        "noTable": t("No table yet: tap its headings on the page. Without one, lines are read as for any other supplier."),
        "linesHere": t("Lines of this sample"),
        "saveLines": t("Save lines"),
        "acceptLines": t("These lines are right"),
        "addLine": t("Add a line"),
    }
