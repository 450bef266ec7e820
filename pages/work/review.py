"""One invoice: its document beside its fields, what holds it, its match and split, and everything that happened.

URL: /review?invoice=ID. Keys: headline, document (components), holds, release_CODE_LINE, release_reason_CODE_LINE,
release_send_CODE_LINE, register_supplier, cancel, cancel_reason, cancel_send, post_again, plus those of `ui/split.py` and
`ui/case.py`.
"""

from __future__ import annotations

import streamlit as st

from ap_engine import queries, workflow
from ap_engine.model.commands import ConfirmFields, CorrectFields, RequestPosting
from ap_engine.model.errors import UnknownInvoice
from ap_engine.model.extraction import DocumentType
from ap_engine.model.lifecycle import TRANSITIONS, Event, State
from ap_engine.model.parties import Role
from ap_engine.views import InvoiceView
from pages.ui import (
    act,
    balance,
    case,
    components,
    entry,
    fmt,
    live,
    match_card,
    notices,
    problems,
    shell,
    split,
    status,
    twins,
    waiting,
)
from pages.ui.user import engine, may, me
from pages.ui.words import t

ENTERS = (Role.CLERK, Role.FINANCE, Role.ADMINISTRATOR)


def heading(view: InvoiceView) -> None:
    """Whose invoice it is, for how much, where it stands."""
    invoice = view.invoice
    badge = status.badge_of(invoice.state, invoice.payment_status(engine().today()), bool(invoice.open_holds))
    tags = [badge.tag, *case.money_tags(view)]
    if invoice.state not in (State.PAID, State.CANCELLED, State.REJECTED):
        tags.append(case.due_tag(view))
    if invoice.fields.document_type is DocumentType.CREDIT_NOTE:
        tags.append({"t": t("Credit note"), "c": "violet"})
    components.headline(key="headline", data=case.headline(view) | {"tags": tags, "note": invoice.note or ""})


def paper_and_fields(view: InvoiceView) -> None:
    """The component, and what comes back from it."""
    answer = st.session_state.setdefault(f"entry_{view.invoice.id}", {"nonce": 0, "mistakes": {}})
    mode = entry.mode_of(view.invoice, may(*ENTERS))
    components.document(
        key="document",
        data=entry.entry_data(view, engine().policy.required_fields, mode, answer["mistakes"], answer["nonce"]),
        on_sent_change=sent,
    )


def sent() -> None:
    """What was typed, read back and given to the engine."""
    typed = act.taken("document", "sent")
    mistakes: dict[str, str] = {}
    try:
        send(typed, entry.read_changes(typed["changes"]))
    except entry.Mistake as mistake:
        mistakes = mistake.by_field
    answer = st.session_state[f"entry_{typed['id']}"]
    st.session_state[f"entry_{typed['id']}"] = {"nonce": answer["nonce"] + 1, "mistakes": mistakes}


def send(typed: dict, changes: tuple[tuple[str, str], ...]) -> None:
    about = (me().id, str(typed["id"]), int(typed["version"]))
    if typed["mode"] == "confirm":
        confirm = ConfirmFields(*about, changes=changes, seen_revision=int(typed["revision"]))
        act.submit(lambda: workflow.confirm_fields(engine(), confirm), t("Fields confirmed."))
    else:
        correct = CorrectFields(*about, changes=changes, reason=str(typed["reason"]))
        act.submit(lambda: workflow.correct_fields(engine(), correct), t("Corrected. Confirm the fields again."))


def post_again(view: InvoiceView) -> None:
    invoice = view.invoice
    command = RequestPosting(me().id, invoice.id, invoice.version, invoice.revision)
    act.submit(lambda: workflow.request_posting(engine(), command), t("It is on its way to the ERP."))


def actions(view: InvoiceView) -> None:
    invoice = view.invoice
    with st.container(horizontal=True, gap="small"):
        if invoice.state is State.APPROVED and may(Role.FINANCE, Role.ADMINISTRATOR):
            st.button(t("Enter in the ERP"), key="post_again", icon=":material/outbox:", on_click=post_again, args=(view,))
        if (invoice.state, Event.CANCELLED) in TRANSITIONS and may(*ENTERS):
            with st.popover(t("Cancel invoice"), icon=":material/cancel:", key="cancel"):
                problems.cancel(invoice)


def approvals(view: InvoiceView) -> None:
    """Who is asked, and what they said."""
    for step in view.invoice.steps:
        word, colour = {"waiting": ("Waiting", "yellow"), "approved": ("Approved", "green"), "rejected": ("Rejected", "red")}[
            step.decision
        ]
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.badge(t(word), color=colour)
            st.text(f"{view.names.get(step.approver_id, step.approver_id)} · {fmt.money(step.amount)}", width="stretch")
        st.caption(act.escape(step.reason or step.why))


def below(view: InvoiceView) -> None:
    invoice = view.invoice
    if invoice.match is not None:
        st.markdown(f"#### {t('Match')}")
        match_card.match_card(view)
    left, right = st.columns([13, 9], gap="medium")
    with left:
        # While the fields are to be confirmed, the lines stand with them, to be put right.
        being_confirmed = entry.mode_of(invoice, may(*ENTERS)) == "confirm"
        names = [t("History")] if being_confirmed else [t("Lines"), t("History")]
        tabs = st.tabs(names)
        if not being_confirmed:
            with tabs[0]:
                case.lines_card(view)
        with tabs[-1]:
            case.history(view)
    with right:
        if invoice.steps:
            st.markdown(f"#### {t('Approval')}")
            approvals(view)
            waiting.show(view)
        st.markdown(f"#### {t('Split over cost centers')}")
        splittable = (invoice.state, Event.RECODED) in TRANSITIONS and may(*ENTERS)
        if splittable and invoice.owed is not None:
            split.editor(invoice)
        elif not invoice.allocations:
            st.text(t("It is split once its fields are confirmed and matched."))
        if invoice.allocations:
            with st.container(border=True, gap="xsmall"):
                balance.show(view, may_ask=True)
        st.markdown(f"#### {t('Questions and notes')}")
        case.comments(view)
        actions(view)


def page() -> None:
    invoice_id = st.query_params.get("invoice", "")
    try:
        view = queries.invoice(engine(), invoice_id)
    except UnknownInvoice:
        shell.empty(
            t("No such invoice"), t("The link may be incomplete. Find the invoice in the inbox."), ":material/search_off:"
        )
        return
    heading(view)
    problems.holds(view)
    twins.show(view)
    notices.show(view)
    if view.invoice.state is State.RECEIVED:
        st.skeleton(height=320)
        st.caption(t("It is being read. This page follows by itself."))
    else:
        paper_and_fields(view)
    below(view)
    live.follow(
        f"review_{invoice_id}", 1.0, view.invoice.revision, lambda: queries.invoice(engine(), invoice_id).invoice.revision
    )


page()
