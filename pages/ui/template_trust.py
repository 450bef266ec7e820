"""How far each field that a template reads may be trusted unseen, by its supplier's own history (row N2).

Keys: trust_rows.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import streamlit as st

from ap_engine import queries
from ap_engine.model.learning import FieldTrust
from ap_engine.views import TemplateRow
from pages.ui import components, fmt, marking_rows
from pages.ui.user import engine
from pages.ui.words import count, t

HUNDRED = Decimal(100)


def show(row: TemplateRow) -> None:
    """A row for each field; nothing while no document of the supplier was checked by a person."""
    if row.supplier_id is None:
        return
    found = [one for one in queries.trust_of(engine(), row.supplier_id) if one.template == row.name]
    if not found:
        return
    promise = fmt.percent(found[0].promise * HUNDRED)
    with st.expander(t("Which fields go through unseen"), key="template_trust", icon=":material/verified_user:"):
        if found[0].promise:
            st.caption(
                t("A field needs nobody while its error rate is at most {percent}, said with 95 % confidence.", percent=promise)
            )
        else:
            st.caption(t("The policy lets nothing through by history: every document is confirmed by a person."))
        components.rows(
            key="trust_rows",
            data={
                "title": t("Which fields go through unseen"),
                "opens": False,
                "columns": [
                    {"key": "field", "label": t("Field"), "phone": "title"},
                    {"key": "read", "label": t("Checked by people"), "phone": "sub"},
                    {"key": "bound", "label": t("At most wrong"), "align": "right", "phone": "right"},
                    {"key": "says", "label": t("State"), "phone": "wide"},
                ],
                "rows": [{"id": one.field, "label": "", "cells": _cells(one)} for one in found],
            },
        )


def _cells(one: FieldTrust) -> dict[str, Any]:
    checked = count(one.read, "{n} document", "{n} documents")
    wrong = count(one.wrong, "{n} of them wrong", "{n} of them wrong") if one.wrong else t("none wrong")
    return {
        "field": {"t": marking_rows.label_of(one.field)},
        "read": {"t": checked, "s": wrong if one.read else ""},
        "bound": {"t": fmt.percent(one.bound * HUNDRED) if one.read else fmt.MISSING},
        "says": {"tags": [_state(one)]},
    }


def _state(one: FieldTrust) -> dict[str, str]:
    if one.goes_through:
        return {"t": t("Goes through unseen"), "c": "green"}
    if one.watched:
        return {"t": count(one.watched, "Watched for {n} more document", "Watched for {n} more documents"), "c": "orange"}
    if one.missing is None or not one.promise:
        return {"t": t("A person confirms it"), "c": "gray"}
    return {"t": count(one.missing, "After {n} more right", "After {n} more right"), "c": "blue"}
