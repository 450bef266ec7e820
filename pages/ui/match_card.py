"""The match on one card: for each line the whole equation, ordered, received, billed before, this invoice, left (rule M20).

On a phone the equation is one compact line under the item. Amounts beside the lines (freight, tax, a total) follow. Keys: match_rows.
"""

from __future__ import annotations

from typing import Any

import streamlit as st

from ap_engine.model.match import ChargeMatch, LineMatch, MatchResult, VarianceKind
from ap_engine.model.match_terms import MatchLevel, Tolerance
from ap_engine.model.money import Money
from ap_engine.views import InvoiceView
from pages.ui import act, components, fmt
from pages.ui.said import said
from pages.ui.words import count, t

VARIANCES = {
    VarianceKind.PRICE: "Price",
    VarianceKind.UNDER_CHARGE: "Cheaper",
    VarianceKind.ORDERED_QUANTITY: "More than ordered",
    VarianceKind.RECEIVED_QUANTITY: "More than received",
    VarianceKind.ACCEPTED_QUANTITY: "More than accepted",
    VarianceKind.UNIT: "Other unit",
    VarianceKind.NO_PRICE: "No price in the order",
    VarianceKind.UNMATCHED_LINE: "Not on the order",
}
CHARGES = {
    "freight": "Freight",
    "insurance": "Insurance",
    "discount": "Discount",
    "tax": "Tax",
    "total": "Total",
    "other": "Other charge",
}
_NONE = "–"


def match_line(match: MatchResult | None) -> tuple[str, str]:
    """The match in one sentence, and its colour."""
    if match is None:
        return t("Not matched yet"), "gray"
    if match.credits is not None:
        return t("Money back for {invoice}", invoice=match.credits), "violet"
    orders = ", ".join(match.order_numbers)
    if not orders:
        return t("No purchase order"), "orange"
    differing = sum(1 for line in match.lines if line.differs)
    beside = sum(1 for charge in match.charges if charge.differs)
    if differing:
        one, many = "{n} line differs from order {orders}", "{n} lines differ from order {orders}"
        return count(differing, one, many, orders=orders), "orange"
    if beside:
        one = "{n} amount beside the lines differs from order {orders}"
        many = "{n} amounts beside the lines differ from order {orders}"
        return count(beside, one, many, orders=orders), "orange"
    return t("Agrees with order {orders} and what was received", orders=orders), "green"


def match_card(view: InvoiceView) -> None:
    """What the match found, and the equation of each line."""
    match = view.invoice.match
    sentence, colour = match_line(match)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.badge(act.escape(sentence), color=colour, icon=":material/join_inner:")
        if match is not None:
            how = said(match.how)
            st.text(how[:1].upper() + how[1:], width="content")
    if match is None or not (match.lines or match.charges):
        return
    inspected = any(line.level is MatchLevel.FOUR_WAY for line in match.lines)
    rows = [_line_row(view, line, inspected=inspected) for line in match.lines]
    rows += [_charge_row(view, number, charge) for number, charge in enumerate(match.charges)]
    data = {"title": t("Match by line"), "opens": False, "columns": _columns(inspected=inspected), "rows": rows}
    components.rows(key="match_rows", data=data)


def _columns(*, inspected: bool) -> list[dict[str, Any]]:
    figures = [("ordered", "Ordered"), ("received", "Received"), *([("accepted", "Accepted")] if inspected else []),
               ("before", "Billed before"), ("this", "This invoice"), ("left", "Left"), ("price", "Price")]  # fmt: skip
    return [
        {"key": "line", "label": t("Line"), "phone": "title", "width": "30%"},
        *({"key": key, "label": t(label), "align": "right", "phone": "hide"} for key, label in figures),
        {"key": "equation", "label": t("Equation"), "phone": "only"},
        {"key": "result", "label": t("Result"), "tight": True, "phone": "right"},
    ]


def _line_row(view: InvoiceView, line: LineMatch, *, inspected: bool) -> dict[str, Any]:
    own = next((item for item in view.invoice.fields.lines if item.number == line.line), None)
    where = t("Order {order}", order=f"{line.order_number} · {line.order_line}") if line.order_number else said(line.how)
    figures = _figures(line)
    return {
        "id": str(line.line),
        "label": "",
        "cells": {
            "line": {"t": own.description if own else str(line.line), "s": where},
            **{name: {"t": figure} for name, figure in figures.items()},
            "this": {"t": figures["this"], **({"s": t("the invoice says {said}", said=line.said)} if line.said else {})},
            "price": _price(view, line),
            "equation": {"s": _equation(view, line, inspected=inspected)},
            "result": {"tags": _tags(line)},
        },
    }


def _figures(line: LineMatch) -> dict[str, str]:
    """The equation's numbers; what has no order line has only its own."""
    unit = f" {fmt.unit(line.unit)}" if line.unit else ""
    own = {"this": f"{fmt.number(line.quantity)}{unit}"}
    if line.order_number is None:
        return dict.fromkeys(("ordered", "received", "accepted", "before", "left"), _NONE) | own
    return own | {
        "ordered": f"{fmt.number(line.ordered)}{unit}",
        "received": fmt.number(line.received),
        "accepted": fmt.number(line.accepted),
        "before": fmt.number(line.billed_before),
        "left": fmt.number(line.left),
    }


def _price(view: InvoiceView, line: LineMatch) -> dict[str, str]:
    shown = {"t": fmt.price(line.price)}
    if line.order_number is not None and line.price != line.order_price:
        parts = [t("order {price}", price=fmt.price(line.order_price))]
        if line.price_tolerance is not None:
            parts.append(_tolerance(view, line.price_tolerance))
        shown["s"] = " · ".join(parts)
    return shown


def _tolerance(view: InvoiceView, allowed: Tolerance) -> str:
    words = "tolerance {percent} and {amount}" if allowed.both else "tolerance {percent} or {amount}"
    return t(words, percent=fmt.percent(allowed.percent), amount=_money(view, allowed.absolute))


def _money(view: InvoiceView, amount: Any) -> str:
    return fmt.money(Money(amount, view.invoice.fields.currency or "BRL"))


def _equation(view: InvoiceView, line: LineMatch, *, inspected: bool) -> str:
    figures, price = _figures(line), _price(view, line)
    words = {"ordered": "{n} ordered", "received": "{n} received", "accepted": "{n} accepted", "before": "{n} before",
             "this": "{n} now", "left": "{n} left"}  # fmt: skip
    wanted = [name for name in words if name != "accepted" or inspected]
    parts = [t(words[name], n=figures[name]) for name in wanted if figures[name] != _NONE]
    if line.said:
        parts.append(t("the invoice says {said}", said=line.said))
    return " · ".join([*parts, price["t"], *([price["s"]] if "s" in price else [])])


def _tags(line: LineMatch) -> list[dict[str, str]]:
    if line.credits is not None:
        return [{"t": t("Gives back"), "c": "violet"}]
    if line.charge is not None:
        return [{"t": t("A charge"), "c": "gray"}]
    if not line.variances:
        return [{"t": t("Agrees") if line.certain else t("Likely"), "c": "green" if line.certain else "blue"}]
    return [
        {
            "t": t(VARIANCES[v.kind]),
            "c": "blue" if v.kind is VarianceKind.UNDER_CHARGE else "orange",
            "title": said(v.clears_when),
        }
        for v in line.variances
    ]


def _charge_row(view: InvoiceView, number: int, charge: ChargeMatch) -> dict[str, Any]:
    """Freight, a discount, the tax, or the whole total: agreed, billed before, on this invoice, left."""
    agreed, before, now, left = (
        _money(view, amount) for amount in (charge.agreed, charge.billed_before, charge.amount, charge.left)
    )
    said_here = (("{n} agreed", agreed), ("{n} before", before), ("{n} now", now), ("{n} left", left))
    tag = {"t": t("Agrees"), "c": "green"}
    if charge.credits is not None:
        tag = {"t": t("Gives back"), "c": "violet"}
    elif charge.differs:
        tag = {"t": t("Differs"), "c": "orange"}
    return {
        "id": f"charge-{number}",
        "label": "",
        "cells": {
            "line": {"t": t(CHARGES.get(charge.kind, "Other charge")), "s": t("Order {order}", order=charge.order_number or "")},
            "ordered": {"t": agreed},
            "received": {"t": _NONE},
            "accepted": {"t": _NONE},
            "before": {"t": before},
            "this": {"t": now},
            "left": {"t": left},
            "price": {"t": _NONE},
            "equation": {"s": " · ".join(t(words, n=figure) for words, figure in said_here)},
            "result": {"tags": [tag]},
        },
    }
