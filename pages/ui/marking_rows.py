"""The rows of the marking component: each field with what is right, what is read and its rule; the columns; the lines."""

from __future__ import annotations

from typing import Any

from ap_engine.model.extraction import ExtractedLine
from ap_engine.model.template import FieldRule, Place, SupplierTemplate
from ap_engine.workflow import template_making as making
from pages.ui import fmt, paper
from pages.ui.template_work import TEXT, Work
from pages.ui.words import count, t

GROUPS = (
    ("who", "Recognised by", ("supplier_tax_id", TEXT)),
    ("document", "Document", ("invoice_number", "series", "issue_date", "due_date", "purchase_order_numbers", "buyer_tax_id")),
    ("amounts", "Amounts", ("currency", "net_total", "tax_total", "gross_total", "amount_due")),
    ("more", "More", ("supplier_name", "buyer_name", "access_key")),
)
COLUMNS = {
    "item_code": "Item",
    "description": "Description",
    "quantity": "Quantity",
    "unit": "Unit",
    "unit_price": "Price",
    "line_net": "Net",
    "tax_rate": "Tax rate",
    "ean": "EAN",
    "purchase_order_reference": "Order",
}
LABELS = paper.LABELS | {
    "purchase_order_numbers": "Purchase orders",
    "buyer_name": "Our name",
    TEXT: "Printed words",
    "lines": "Lines",
}
SHOWN_COLUMNS = ("item_code", "description", "quantity", "unit", "unit_price", "line_net")
PLACES = {"right": "right of the words", "below": "below the words", "column": "in a column", "box": "in a box on the page"}
NUMERIC = ("quantity", "unit_price", "line_net", "tax_rate")
_WITHOUT_RULE = ("currency", "supplier_tax_id", TEXT)


def label_of(name: str) -> str:
    """A field's or a column's name in the person's language."""
    if name.startswith("line-"):
        return t("Line {n}", n=name.removeprefix("line-"))
    return t(LABELS.get(name) or COLUMNS.get(name) or name)


def rule_words(rule: FieldRule | None) -> str:
    """Where a value stands, in words."""
    if rule is None:
        return ""
    if rule.place is Place.BOX:
        return t("in a box on page {n}", n=rule.page) if rule.page else t("in a box on the last page")
    label = t(" or ").join(f"“{one}”" for one in rule.labels)
    if rule.place is Place.COLUMN:
        row = t(", in the row “{row}”", row=rule.row) if rule.row else ""
        return t("in the column {label}", label=label) + row
    words = t("right of {label}", label=label) if rule.place is Place.RIGHT else t("below {label}", label=label)
    return words + (t(", the last one") if rule.last else "")


def why_words(back: making.FieldBack) -> str:
    """Why a value is not read as it should be."""
    if back.good is not False and not back.idle:
        return ""
    read = t("“{value}” is read.", value=back.value) if back.value else t("Nothing is read.")
    if back.idle:
        read = t("Read right, but not by this rule.")
    if back.why == "typed":
        return f"{read} " + t("“{value}” does not stand on this sample as it is typed.", value=back.right)
    if back.why == "beside":
        return f"{read} " + t("“{label}” stands here, but no fitting value by it.", label=back.label)
    if back.why == "label" and back.near:
        return f"{read} " + t("“{label}” does not stand here; nearest is “{near}”.", label=back.label, near=back.near)
    if back.why == "label":
        return f"{read} " + t("“{label}” does not stand here.", label=back.label)
    return read


def fields(work: Work, backs: dict[str, making.FieldBack], offered: dict[str, making.Offer]) -> list[dict[str, Any]]:
    """Every field of the groups; those of the last group only where the template or the sample speaks of them."""
    found = []
    for group, _, names in GROUPS:
        for name in names:
            spoken = work.template.rule(name) or (name in backs and backs[name].right is not None)
            if group != "more" or spoken:
                found.append(_field(work, group, name, backs.get(name), offered.get(name)))
    return found


def _field(work: Work, group: str, name: str, back: making.FieldBack | None, offer: making.Offer | None) -> dict[str, Any]:
    template = work.template
    rule = template.rule(name)
    absent = name in template.absent
    right = _right(template, name, back)
    state = "absent" if absent else _state(name, right, back, rule, offer)
    place = back.reading.evidence.page if back and back.reading else None
    return {
        "name": name,
        "group": group,
        "label": label_of(name),
        "right": right,
        "offer": offer.printed if offer else "",
        "empty": t("Never printed") if absent else t("Say what is right here") if state == "need" else "—",
        "state": state,
        "stateWords": t(STATES[state]),
        "why": why_words(back) if back else "",
        "rule": _rule(rule),
        "others": _others(work, name, rule) if name == work.focus and rule else [],
        "absent": absent,
        "canBeAbsent": name not in _WITHOUT_RULE and not right,
        "only": name == TEXT,
        "ruled": name not in _WITHOUT_RULE,
        "note": t("All of them must stand on the invoice. Needed only where no tax id does.") if name == TEXT else "",
        "place": place,
    }


STATES = {
    "good": "Read right",
    "bad": "Read wrong",
    "idle": "Read right, but not by this rule",
    "offer": "Read; nobody has said yet whether it is right",
    "need": "The right value is not said yet",
    "open": "Not marked",
    "absent": "Never printed",
}


def _right(template: SupplierTemplate, name: str, back: making.FieldBack | None) -> str:
    if name == TEXT:
        return " · ".join(template.identifiers.texts)
    if name == "currency":
        return template.currency or ""
    if name == "supplier_tax_id" and (back is None or back.right is None):
        return ", ".join(template.identifiers.codes)
    return back.right or "" if back else ""


def _state(name: str, right: str, back: making.FieldBack | None, rule: FieldRule | None, offer: making.Offer | None) -> str:
    if back is not None and back.good is not None:
        return "idle" if back.idle else "good" if back.good else "bad"
    if name in _WITHOUT_RULE and right:
        return "good"
    return "offer" if offer else "need" if rule else "open"


def _rule(rule: FieldRule | None) -> dict[str, Any] | None:
    if rule is None:
        return None
    return {
        "words": rule_words(rule),
        "where": rule.place.value,
        "label": " | ".join(rule.labels),
        "row": rule.row or "",
        "pattern": rule.pattern or "",
        "last": rule.last,
    }


def _others(work: Work, name: str, rule: FieldRule) -> list[dict[str, Any]]:
    found = enumerate(making.suggested(work.template, name))
    return [{"number": n, "words": rule_words(one)} for n, one in found if (one.place, one.labels) != (rule.place, rule.labels)][
        :3
    ]


def columns(template: SupplierTemplate, spots: tuple[making.Spot, ...]) -> list[dict[str, Any]]:
    """Every column that a line may have, with its heading."""
    headings = dict(template.lines.columns) if template.lines else {}
    places = {spot.field: spot.page for spot in reversed(spots) if spot.kind == "heading"}
    return [
        {
            "name": name,
            "label": t(label),
            "heading": headings.get(name, ""),
            "state": "good" if name in places else "bad" if name in headings else "open",
            "place": places.get(name),
        }
        for name, label in COLUMNS.items()
    ]


def lines(template: SupplierTemplate, at: int) -> dict[str, Any]:
    """The table and the lines of a sample: those that are right, else those that are read."""
    example, table = template.examples[at], template.lines
    read = making.lines_on(template, at)
    rows = _rows(template, at, example.lines, read)
    good = sum(row["state"] == "good" for row in rows)
    used = [n for n in COLUMNS if n in SHOWN_COLUMNS or any(row.get(n) for row in rows)]
    said, colour = _said(example.lines, read, good)
    return {
        "there": table is not None,
        "forms": t("This table is read by the forms of its lines; change them in the text below.")
        if table and table.forms
        else "",
        "proposed": _proposed(template, at) if table is None else "",
        "count": f"{good}/{len(example.lines)}" if table and example.lines else "",
        "columns": [{"key": n, "label": t(COLUMNS[n]), "align": "right" if n in NUMERIC else ""} for n in used],
        "rows": rows,
        "said": said,
        "colour": colour,
        "sum": _sum(template, at),
        "canAccept": bool(read) and (len(read) != len(example.lines) or good < len(read)),
        "around": [
            {"name": "start", "label": t("Begins after"), "value": " | ".join(table.start) if table else ""},
            {"name": "end", "label": t("Ends before"), "value": " | ".join(table.end) if table else ""},
            {"name": "skip", "label": t("Leave out"), "value": " | ".join(table.skip) if table else ""},
        ],
    }


def _said(right: tuple[ExtractedLine, ...], read: tuple[ExtractedLine, ...], good: int) -> tuple[str, str]:
    if not right:
        return count(len(read), "{n} line is read: is it right?", "{n} lines are read: are they right?"), "blue"
    if good == len(right) == len(read):
        return count(good, "{n} line read right", "{n} lines read right"), "green"
    return t("{good} of {n} lines read right, {read} read", good=good, n=len(right), read=len(read)), "red"


def _sum(template: SupplierTemplate, at: int) -> dict[str, str] | None:
    """Whether the lines add up to a total that somebody said is right: the best sign that all of them were read."""
    total, closes = making.sum_says(template, at)
    if total is None or closes is None:
        return None
    amount = fmt.editable_amount(total)
    if closes:
        return {"t": t("Their sum {amount} is the total", amount=amount), "c": "green"}
    return {"t": t("Their sum {amount} is not the total", amount=amount), "c": "orange"}


def _rows(
    template: SupplierTemplate, at: int, right: tuple[ExtractedLine, ...], read: tuple[ExtractedLine, ...]
) -> list[dict[str, Any]]:
    if not right:
        return [_typed(line) | {"state": "open"} for line in making.right_as_read(template, at).examples[at].lines]
    rows: list[dict[str, Any]] = []
    for number, line in enumerate(right):
        wrong = making.line_differs(template, line, read[number]) if number < len(read) else ("description",)
        said = ", ".join(
            f"{t(COLUMNS[name])}: " + t("“{value}” is read.", value=(number < len(read) and getattr(read[number], name)) or "—")
            for name in wrong
        )
        rows.append(_typed(line) | {"state": "bad" if wrong else "good", "wrong": list(wrong), "said": said})
    return rows


def _typed(line: ExtractedLine) -> dict[str, str]:
    return {name: value for name in COLUMNS if (value := getattr(line, name))}


def _proposed(template: SupplierTemplate, at: int) -> str:
    table = making.proposed_table(template, at)
    if table is None:
        return ""
    headings = ", ".join(f"{t(COLUMNS[name])} “{heading}”" for name, heading in table.columns)
    return t("A table was found: {columns}.", columns=headings)
