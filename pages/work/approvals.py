"""Approvals, for a phone first: what waits for me, one card at a time, and the decision under the thumb.

URL: /approvals[?invoice=ID]. Keys: approval_rows, decided_rows, card, document (component), decide (component), back,
change_split, match_lines, earlier_rows, those of `ui/standing_in.py`.
"""

from __future__ import annotations

import streamlit as st

from ap_engine import queries, workflow
from ap_engine.model.approval import REJECTION_REASONS, Decision
from ap_engine.model.commands import DecideApprovalStep, WriteComment
from ap_engine.model.errors import UnknownInvoice
from ap_engine.model.holds import Blocks
from ap_engine.model.lifecycle import State
from ap_engine.views import InvoiceRow, InvoiceView
from pages.ui import (
    act,
    balance,
    case,
    components,
    fmt,
    lists,
    live,
    match_card,
    notices,
    paper,
    several,
    shell,
    split,
    standing_in,
    waiting,
)
from pages.ui.said import said
from pages.ui.user import engine, me, on_phone
from pages.ui.words import count, t

RECENT = 10
_GOING = "going_to_card"


def waiting_list(asked: tuple[InvoiceRow, ...], selected: str) -> None:
    lists.show("approval_rows", t("Waiting for you"), asked, ("supplier", "amount", "due"), selected, on_open=to_card)


def to_card(invoice_id: str) -> None:
    """Show a card; nothing for the list. Kept until the address says the same: a run that was already under way brings
    the old address along."""
    st.session_state[_GOING] = invoice_id


def wanted_card() -> str:
    """The card that the address names, or that was asked for since."""
    asked, address = st.session_state.get(_GOING), st.query_params.get("invoice", "")
    if asked is None or asked == address:
        st.session_state.pop(_GOING, None)
        return address
    if asked:
        st.query_params["invoice"] = asked
    else:
        st.query_params.clear()
    return asked


def put_off() -> tuple[InvoiceRow, ...]:
    """What would be asked of the person, and waits until a day instead."""
    return queries.approvals_of(engine(), me().id, put_off=True)


def put_off_list() -> None:
    rows = put_off()
    if rows:
        st.markdown(f"#### {t('On hold until a day')}")
        lists.show("put_off_rows", t("On hold until a day"), rows, ("supplier", "amount", "due"), on_open=to_card)


def decided_list() -> None:
    decided = queries.decided_by(engine(), me().id, RECENT)
    if decided:
        st.markdown(f"#### {t('You decided lately')}")
        lists.show("decided_rows", t("You decided lately"), decided, ("supplier", "amount", "status"))


def facts(view: InvoiceView) -> None:
    """What has to be known before a yes: who, how much, when, the match."""
    sentence, colour = match_card.match_line(view.invoice.match)
    mine = [step for step in view.invoice.steps if step.approver_id == me().id and step.decision is Decision.WAITING]
    components.headline(
        key="headline",
        data=case.headline(view)
        | {
            "big": True,
            "tags": [*case.money_tags(view), case.due_tag(view), *waiting.cost_tag(view), {"t": sentence, "c": colour}],
            "note": said(mine[0].why) if mine else in_the_place_of(view),
        },
    )


def in_the_place_of(view: InvoiceView) -> str:
    """Whose step it is, when it is not one's own."""
    asked = {step.approver_id: step.why for step in view.invoice.steps if step.decision is Decision.WAITING}
    others = (one for one in queries.standing_in_for(engine(), me().id) if one.id in asked)
    return next((t("In the place of {name}. {why}", name=one.name, why=said(asked[one.id])) for one in others), "")


def earlier(view: InvoiceView) -> None:
    if view.earlier:
        st.markdown(f"#### {t('Before this one')}")
        lists.show("earlier_rows", t("Before this one"), view.earlier[:3], ("supplier", "amount", "issued", "status"))


def match_lines(view: InvoiceView) -> None:
    """Ordered, received, billed before, this invoice, left, line by line (rule M20); open where something differs."""
    match = view.invoice.match
    if match is not None and (match.lines or match.charges):
        with st.expander(
            t("Match by line"), key="match_lines", expanded=not match.within_tolerance, icon=":material/join_inner:"
        ):
            match_card.match_card(view)


def card(view: InvoiceView, phone: bool) -> None:
    # Boxes are for whoever checks the reading; who approves sees the document as it came.
    document = paper.document_data(view) | {"boxes": []}
    with st.container(key="card", gap="small"):
        facts(view)
        if not phone:
            decision_bar(view)
        notices.show(view)
        if view.wait is not None:
            waiting.show(view)
        if view.invoice.allocations:
            with st.container(border=True, gap="xsmall"):
                balance.show(view)
                with st.expander(t("Change the split"), key="change_split", icon=":material/account_tree:"):
                    st.caption(
                        t("Each share is approved by whoever leads its cost center; approvals given so far are asked again.")
                    )
                    split.editor(view.invoice)
        match_lines(view)
        components.document(key="document", data=document)
        if view.wait is None:
            waiting.show(view, asked=True)
        earlier(view)
        for comment in view.invoice.comments:
            with st.container(border=True, gap="xsmall"):
                st.caption(f"{act.escape(paper.who(view, comment.author))} · {fmt.ago(comment.written_at)}")
                st.text(comment.text)
    if phone:
        with st.bottom:
            decision_bar(view)


def decision_bar(view: InvoiceView) -> None:
    invoice = view.invoice
    holding = invoice.blocked(Blocks.APPROVAL)
    nonce = st.session_state.setdefault("decide_nonce", 0)
    blocked = t("On hold: {reason}", reason=t(holding[0].kind.title)) if holding else ""
    if view.wait is not None:
        blocked = t("Waits until {day}", day=fmt.day(view.wait.until))
    step = queries.step_to_decide(engine(), invoice, me().id)
    components.decide(
        key="decide",
        data={
            "card": f"{invoice.id}:{invoice.version}:{step}",  # who signs for two is asked for each
            "invoice": invoice.id,
            "version": invoice.version,
            "step": step,
            "nonce": nonce,
            "blocked": blocked,
            "reasons": [t(reason) for reason in REJECTION_REASONS],
            "other": t(REJECTION_REASONS[-1]),
            "words": words(),
        },
        on_decided_change=decided,
    )


def decided() -> None:
    decide(act.taken("decide", "decided"))
    st.session_state["decide_nonce"] += 1


def words() -> dict:
    return {
        "approveButton": t("Approve"),
        "rejectButton": t("Reject"),
        "askButton": t("Ask"),
        "sending": t("One moment"),
        "back": t("Back"),
        "reject": {
            "title": t("Why is it rejected?"),
            "label": t("Reason"),
            "placeholder": t("Say more, if it helps"),
            "confirm": t("Reject"),
        },
        "ask": {
            "title": t("What do you want to know?"),
            "label": t("Question"),
            "placeholder": t("Your question; the invoice keeps its place"),
            "confirm": t("Send question"),
        },
    }


def decide(answer: dict) -> None:
    """One decision on the very invoice and version that was on the screen when the button was pressed."""
    about = (me().id, str(answer["invoice"]), int(answer["version"]))
    if answer["action"] == "ask":
        question = WriteComment(*about, text=str(answer["reason"]))
        act.submit(lambda: workflow.write_comment(engine(), question), t("Sent. The invoice keeps its place."))
        return
    command = DecideApprovalStep(
        *about,
        approve=answer["action"] == "approve",
        step=answer.get("step"),
        reason=str(answer["reason"]),
        seconds_open=max(0, int(answer["seconds"])),
        saw_document=bool(answer["seen"]),
    )
    done = t("Approved.") if command.approve else t("Rejected.")
    if act.submit(lambda: workflow.decide_approval_step(engine(), command), done) is not None:
        go_on(about[1])


def go_on(decided: str) -> None:
    """To the next card at once, or back to the list when there is none."""
    rest = [row.id for row in queries.approvals_of(engine(), me().id) if row.id != decided]
    to_card(rest[0] if rest else "")


def not_mine(view: InvoiceView) -> None:
    told = {
        State.REJECTED: t("It was rejected."),
        State.CANCELLED: t("It was cancelled."),
    }.get(view.invoice.state, t("Nothing is asked of you here: it was decided, or it changed."))
    shell.empty(t("Already settled"), told, ":material/task_alt:")


def marks(rows: tuple[InvoiceRow, ...]) -> tuple[tuple[str, int], ...]:
    return tuple((row.id, row.version) for row in rows)


def page() -> None:
    phone = on_phone()
    asked = queries.approvals_of(engine(), me().id)
    wanted = wanted_card()
    if not wanted and asked and not phone:
        # In the address, so that the card stays when another invoice comes in above it.
        wanted = st.query_params["invoice"] = asked[0].id
    if phone and wanted:
        st.session_state["card_open"] = True
        st.button(
            t("All {n}", n=len(asked)), key="back", icon=":material/arrow_back:", type="tertiary", on_click=to_card, args=("",)
        )
        open_card(wanted, asked, phone)
    elif phone or not asked:
        if asked:
            st.caption(count(len(asked), "{n} invoice waits for you", "{n} invoices wait for you"))
            waiting_list(asked, "")
            several.show(asked)
        else:
            shell.empty(
                t("Nothing waits for you"),
                t("New invoices for your cost centers appear here by themselves."),
                ":material/task_alt:",
            )
        if wanted:
            open_card(wanted, asked, phone)
        put_off_list()
        decided_list()
        standing_in.show()
    else:
        left, right = st.columns([7, 12], gap="medium")
        with left:
            st.caption(count(len(asked), "{n} invoice waits for you", "{n} invoices wait for you"))
            waiting_list(asked, wanted)
            several.show(asked)
            put_off_list()
            decided_list()
            standing_in.show()
        with right:
            open_card(wanted, asked, phone)
    live.follow("approvals", 1.0, marks(asked), lambda: marks(queries.approvals_of(engine(), me().id)))


def open_card(wanted: str, asked: tuple[InvoiceRow, ...], phone: bool) -> None:
    try:
        view = queries.invoice(engine(), wanted)
    except UnknownInvoice:
        shell.empty(t("No such invoice"), t("The link may be incomplete."), ":material/search_off:")
        return
    if wanted in {row.id for row in asked} or (view.wait is not None and wanted in {row.id for row in put_off()}):
        card(view, phone)
    else:
        not_mine(view)


page()
