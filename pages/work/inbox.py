"""The inbox: hand documents in, see what became of each, and find any invoice again.

Keys: upload, upload_results, q (search, in the URL), state (filter, in the URL), inbox_rows,
inbox_counts, and those of `ui/letters.py`.
"""

from __future__ import annotations

import hashlib

import streamlit as st

from ap_engine import queries, workflow
from ap_engine.model.errors import Refusal
from ap_engine.model.lifecycle import State
from ap_engine.views import InvoiceRow
from pages.ui import act, letters, lists, live, shell
from pages.ui.user import engine, me
from pages.ui.words import count, t

FILTERS: dict[str, tuple[State, ...]] = {
    "Open": (),
    "Being read": (State.RECEIVED,),
    "To confirm": (State.EXTRACTED,),
    "Matching": (State.VALIDATED, State.MATCHED),
    "To approve": (State.PENDING_APPROVAL,),
    "In the ERP": (State.APPROVED, State.POSTING, State.POSTED),
    "Paid": (State.PAID,),
    "Rejected or cancelled": (State.REJECTED, State.CANCELLED),
}
KINDS = ["pdf", "xml", "png", "jpg", "jpeg", "tif", "tiff", "webp"]
LIMIT_MB = 25
PAGE = 100


def receive(files: list) -> None:
    """Takes each new file in, one after the other, and keeps what became of it."""
    results = st.session_state.setdefault("upload_results", {})
    fresh = [file for file in files if file.file_id not in results]
    if not fresh:
        return
    bar = st.progress(0.0, text=t("Taking in {name}", name=act.escape(fresh[0].name)))
    for done, file in enumerate(fresh):
        bar.progress(done / len(fresh), text=t("Taking in {name}", name=act.escape(file.name)))
        results[file.file_id] = take_in(file)
    bar.progress(1.0)
    bar.empty()


def take_in(file) -> tuple[str, str, str, str | None]:
    """(name, outcome, sentence, invoice) of one file."""
    try:
        received = workflow.receive_document(engine(), me().id, file.getvalue(), file.name, "upload")
    except Refusal as refusal:
        return file.name, "refused", act.refusal_text(refusal), None
    return file.name, "known" if received.already else "new", received.message, received.invoice_id


def uploads() -> None:
    files = st.file_uploader(
        t("Invoices: XML, PDF, photos or scans"),
        type=KINDS,
        accept_multiple_files=True,
        max_upload_size=LIMIT_MB,
        key="upload",
    )
    if files:
        receive(files)
    results = st.session_state.get("upload_results", {})
    shown = [results[file.file_id] for file in files or [] if file.file_id in results]
    if not shown:
        return
    with st.container(key="upload_results", gap="xsmall"):
        for number, (name, outcome, sentence, invoice_id) in enumerate(shown):
            upload_result(number, name, outcome, sentence, invoice_id)


def upload_result(number: int, name: str, outcome: str, sentence: str, invoice_id: str | None) -> None:
    word, colour, icon = {
        "new": ("New", "green", ":material/check:"),
        "known": ("Already here", "yellow", ":material/content_copy:"),
        "refused": ("Refused", "red", ":material/block:"),
    }[outcome]
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"upload_result_{number}"):
        st.badge(t(word), color=colour, icon=icon)
        st.text(name, width="content")
        st.text(t(sentence), width="stretch")
        key = f"open_upload_{number}_{hashlib.sha256(name.encode()).hexdigest()[:8]}"
        if invoice_id:
            st.button(t("Open invoice"), key=key, type="tertiary", on_click=lists.open_invoice, args=(invoice_id,))


def marks(rows: tuple[InvoiceRow, ...]) -> tuple[tuple[str, int, str], ...]:
    return tuple((row.id, row.version, f"{row.state}{row.payment_status}{row.open_holds}") for row in rows)


def found() -> tuple[InvoiceRow, ...]:
    states = FILTERS[st.session_state.get("state") or "Open"]
    return queries.inbox(engine(), states, st.session_state.get("q") or "", PAGE)


uploads()
letters.show()
with st.container(horizontal=True, vertical_alignment="bottom", key="tap_filters"):
    lists.search(t("Supplier, number or file"))
    st.pills(
        t("State"),
        list(FILTERS),
        default=lists.kept("state", list(FILTERS)) or "Open",
        required=True,
        **lists.in_address("state"),
        format_func=t,
        label_visibility="collapsed",
        wrap=False,
    )
rows = found()
if rows:
    lists.show("inbox_rows", t("Inbox"), rows, ("supplier", "amount", "due", "status", "holds", "received"))
    if len(rows) == PAGE:
        st.caption(t("The newest {n} are shown. Search for older ones.", n=PAGE))
    else:
        st.caption(count(len(rows), "{n} invoice", "{n} invoices"))
elif st.session_state.get("q"):
    shell.empty(t("Nothing found"), t("No invoice here has this in its supplier, number or file name."), ":material/search_off:")
else:
    shell.empty(t("Nothing here"), t("Drop a supplier's XML, PDF or photo above, and it appears here as it is read."))
live.follow("inbox", 1.0, marks(rows), lambda: marks(found()))
