"""Supplier templates: all of them, and making or changing one.

URL: /templates (the list), /templates?template=NAME (one), /templates?new=yes (a new one). Keys: template_new, q (search, in
the URL), template_rows, go_on_N, refusal_rows, template_back, new_supplier, new_upload, and those of `ui/template_edit.py`,
`ui/template_publish.py` and `ui/proof.py`.
"""

from __future__ import annotations

from typing import Any

import streamlit as st

from ap_engine import queries
from ap_engine.model.errors import Refusal, UnknownInvoice
from ap_engine.model.learning import TemplateRefusal
from ap_engine.model.template import Example, SupplierTemplate
from ap_engine.views import TemplateRow
from ap_engine.workflow import template_making as making
from ap_engine.workflow.template_samples import MAKERS
from pages.ui import act, components, fmt, lists, shell, template_edit, template_publish, template_work
from pages.ui.template_work import Work
from pages.ui.user import engine, may
from pages.ui.words import count, t

COLUMNS = (
    ("supplier", "Supplier", "title"), ("origin", "Origin", "end"), ("proved", "Proved on", "sub"),
    ("reads", "Reads", "hide"), ("state", "State", "wide"), ("changed", "Changed", "right"),
)  # fmt: skip

_MOST_REFUSED = 50
_MOST_SHOWN = 200
NONE_YET = "Most invoices are read without one. Make a template for a supplier whose invoices are read wrong."


def found(rows: tuple[TemplateRow, ...], wanted: str) -> tuple[TemplateRow, ...]:
    plain = wanted.casefold().strip()
    return tuple(row for row in rows if plain in row.supplier.casefold() or plain in row.name)


def state(row: TemplateRow) -> list[dict[str, str]]:
    """What a person should know about it at a glance."""
    tags = []
    if row.alarm:
        tags.append({"t": t("Layout changed"), "c": "orange", "title": row.alarm.words})
    if row.mistake:
        tags.append({"t": t("Broken"), "c": "red", "title": row.mistake})
    work = template_work.everything().get(row.name)
    if work and work.saved and work.changed:
        tags.append({"t": t("Changed, not published"), "c": "yellow"})
    tags.append({"t": t("In force"), "c": "green"} if row.in_force else {"t": t("Not in force"), "c": "gray"})
    return tags


def cells(row: TemplateRow) -> dict[str, Any]:
    word, colour = template_publish.ORIGINS[row.origin]
    version = t("Version {n}", n=row.version) if row.version else row.name
    lines = "lines" in row.fields
    fields = count(len(row.fields) - lines, "{n} field", "{n} fields")
    return {
        "supplier": {"t": row.supplier, "s": row.name},
        "origin": {"tags": [{"t": t(word), "c": colour, "title": version}]},
        "proved": {
            "t": count(row.documents, "{n} reconciled invoice", "{n} reconciled invoices"),
            "s": count(row.examples, "{n} sample", "{n} samples"),
        },
        "reads": {"t": fields, "s": t("and the line table") if lines else ""},
        "state": {"tags": state(row)} if not row.alarm else {"tags": state(row), "s": row.alarm.words},
        "changed": {
            "t": fmt.ago(row.changed_at),
            "s": f"{t('Version {n}', n=row.version)} · {template_publish.by(row.changed_by)}",
        }
        if row.changed_at
        else {"t": "—"},
    }


def listed() -> None:
    """Every template, and what was refused."""
    rows = queries.templates(engine())
    with st.container(horizontal=True, vertical_alignment="bottom", key="tap_filters"):
        lists.search(t("Supplier"))
        if may(*MAKERS):
            st.button(t("New template"), key="template_new", type="primary", icon=":material/add:", on_click=start)
    unfinished()
    shown = found(rows, st.session_state.get("q") or "")
    if not rows:
        shell.empty(
            t("No template yet"),
            t(NONE_YET),
            ":material/design_services:",
        )
    elif not shown:
        shell.empty(t("Nothing found"), t("No template is for a supplier of this name."), ":material/search_off:")
    else:
        show_rows(shown)
    refused(queries.template_refusals(engine()))


def show_rows(rows: tuple[TemplateRow, ...]) -> None:
    looks: dict[str, dict[str, Any]] = {
        "supplier": {"width": "27%"},
        "state": {"width": "23%"},
        "proved": {"tight": True},
        "reads": {"tight": True},
        "changed": {"align": "right"},
    }
    components.rows(
        key="template_rows",
        data={
            "title": t("Templates"),
            "opens": True,
            "columns": [{"key": key, "label": t(label), "phone": phone} | looks.get(key, {}) for key, label, phone in COLUMNS],
            "rows": [{"id": row.name, "label": row.supplier, "cells": cells(row)} for row in rows[:_MOST_SHOWN]],
        },
        on_open_change=lambda: template_edit.go(act.taken("template_rows", "open")),
    )
    if len(rows) > _MOST_SHOWN:
        st.caption(t("{n} templates; these are the first {shown}. Search for the others.", n=len(rows), shown=_MOST_SHOWN))
    else:
        st.caption(count(len(rows), "{n} template", "{n} templates"))


def refused(refusals: tuple[TemplateRefusal, ...]) -> None:
    """Proposals that did not come in force, each with its reasons."""
    if not refusals:
        return
    st.markdown(f"#### {t('Refused proposals')}")
    components.rows(
        key="refusal_rows",
        data={
            "title": t("Refused proposals"),
            "opens": may(*MAKERS),
            "columns": [
                {"key": "supplier", "label": t("Supplier"), "phone": "title", "width": "24%"},
                {"key": "why", "label": t("Why it was refused"), "phone": "wide"},
                {"key": "when", "label": t("When"), "align": "right", "phone": "right"},
            ],
            "rows": [
                {
                    "id": str(number),
                    "label": one.supplier,
                    "cells": {
                        "supplier": {"t": one.supplier, "s": t(template_publish.ORIGINS[one.origin][0])},
                        "why": {
                            "t": "; ".join(one.reasons[:3]),
                            "s": t("and {n} more", n=len(one.reasons) - 3) if len(one.reasons) > 3 else "",
                        },
                        "when": {"t": fmt.ago(one.refused_at)},
                    },
                }
                for number, one in enumerate(refusals[:_MOST_REFUSED])
            ],
        },
        on_open_change=take_up,
    )


def take_up() -> None:
    """A refused proposal is gone on with: as it was proposed, over what is in force now."""
    refusal = queries.template_refusals(engine())[int(act.taken("refusal_rows", "open"))]
    row = next((row for row in queries.templates(engine()) if row.name == refusal.name), None)
    template = act.submit(lambda: making.parse(refusal.yaml, refusal.name))
    if template is None:
        return
    present = making.parse(queries.template_text(engine(), row.name), row.name) if row else None
    version = row.version if row else 0
    template_work.go_on(Work(template, version, refusal.origin, pictures=pictures_of(template), saved=present))
    template_edit.go(refusal.name if row else None)
    if row is None:
        st.query_params["new"] = "yes"


def start() -> None:
    template_work.leave()
    st.query_params.clear()
    st.query_params["new"] = "yes"


def go_on(work: Work) -> None:
    start()
    template_work.go_on(work)


def unfinished() -> None:
    """New templates of this session that are not published yet."""
    for number, work in enumerate(template_work.everything().values()):
        if work.saved is None and work.template.examples:
            words = t("Go on with {name}, not published yet", name=act.escape(work.template.supplier))
            st.button(words, key=f"go_on_{number}", type="tertiary", icon=":material/edit_note:", on_click=go_on, args=(work,))


def new() -> None:
    """A new template: whose, and from which samples."""
    work = template_work.current()
    if work is not None and work.saved is None and work.template.examples:
        template_edit.page(work, None, True)
        return
    register = {supplier.id: supplier for supplier in queries.suppliers(engine())}
    st.button(
        t("All templates"),
        key="template_back",
        type="tertiary",
        icon=":material/arrow_back:",
        on_click=template_edit.go,
        args=(None,),
    )
    with st.container(border=True, gap="medium"):
        st.markdown(f"#### {t('Whose invoices?')}")
        chosen = st.selectbox(
            t("Supplier"),
            list(register),
            index=None,
            format_func=lambda one: register[one].name if one in register else one,
            accept_new_options=True,
            placeholder=t("Choose from the register, or type a name"),
            key="new_supplier",
        )
        st.markdown(f"#### {t('One or more of its invoices')}")
        st.caption(t("Two are better than one: words that announce a value on both will do so on all."))
        if not chosen:
            st.text(t("Choose the supplier first."))
            return
        supplier = register.get(chosen)
        name = supplier.name if supplier else " ".join(chosen.split())[:200]
        if work is None or work.template.supplier != name:
            work = Work(making.begin(free_name(name), name), tax_id=supplier.tax_id if supplier else None)
            st.session_state[template_work.KEY] = work
        template_edit.upload(work)
    if work.template.examples:
        template_work.go_on(work)
        st.rerun()


def free_name(supplier: str) -> str:
    """A name that no template has yet."""
    taken = {row.name for row in queries.templates(engine())} | template_work.everything().keys()
    base = making.file_name(supplier)
    return next(name for name in (base, *(f"{base}-{n}" for n in range(2, 1000))) if name not in taken)


def one(name: str) -> None:
    """One template that there is."""
    row = next((row for row in queries.templates(engine()) if row.name == name), None)
    if row is None:
        shell.empty(t("No such template"), t("It may have been renamed. Find it in the list."), ":material/search_off:")
        return
    work = template_work.everything().get(name)
    outdated = work is not None and not work.changed and work.base_version != row.version
    if work is None or work.saved is None or outdated:
        work = opened(row)
    if work is None:
        return
    template_work.go_on(work)
    template_edit.page(work, row, may(*MAKERS))


def opened(row: TemplateRow) -> Work | None:
    """A template's text, ready to be changed. A broken one is shown as it is: its file has to be put right."""
    text = queries.template_text(engine(), row.name)
    try:
        template = making.parse(text, row.name)
    except Refusal as refusal:
        st.error(act.escape(act.refusal_text(refusal)), icon=":material/broken_image:")
        st.code(text[:20_000], language="yaml", height=480)
        return None
    return Work(template, row.version, row.origin, pictures=pictures_of(template), saved=template)


def pictures_of(template: SupplierTemplate) -> dict[str, str]:
    """Where the pages of its samples can be seen, of those that are invoices of ours."""
    return {example.name: f"/originals/{example.name}" for example in template.examples if has_pictures(example)}


def has_pictures(example: Example) -> bool:
    """Whether a sample is an invoice of ours with the same pages: a learned template's samples carry the invoice's id."""
    try:
        return queries.invoice(engine(), example.name).pages == len(example.pages)
    except UnknownInvoice:
        return False


chosen_name = st.query_params.get("template", "")
if chosen_name:
    one(chosen_name)
elif st.query_params.get("new") and may(*MAKERS):
    new()
else:
    listed()
