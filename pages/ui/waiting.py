"""An invoice that waits until a day: since when and why, and the way to put one off or to take it up again (rule A4).

Keys: wait, take_up, put_off, put_off_until, put_off_reason, put_off_send.
"""

from __future__ import annotations

from datetime import date, timedelta

import streamlit as st

from ap_engine import workflow
from ap_engine.model.commands_waiting import PutOff, TakeUp
from ap_engine.model.lifecycle import State
from ap_engine.model.parties import Role
from ap_engine.model.waiting import DelayCost
from ap_engine.views import InvoiceView
from pages.ui import act, fmt, paper
from pages.ui.user import engine, may, me
from pages.ui.words import count, t

FINANCE = (Role.FINANCE, Role.ADMINISTRATOR)


def show(view: InvoiceView, asked: bool = False) -> None:
    """That it waits, and until when; else the way to put it off, for who is asked and for finance."""
    if view.invoice.state is not State.PENDING_APPROVAL:
        return
    if view.wait is not None:
        _waits(view)
    elif asked or may(*FINANCE):
        with st.expander(t("Hold until a day"), key="put_off", icon=":material/event_upcoming:"):
            _form(view)


def _waits(view: InvoiceView) -> None:
    wait = view.wait
    assert wait is not None, "it waits"
    with st.container(key="wait", border=True, gap="xsmall"):
        st.badge(t("Waits until {day}", day=fmt.day(wait.until)), color="violet", icon=":material/event_upcoming:")
        st.text(wait.reason)
        st.caption(f"{act.escape(paper.who(view, wait.put_by))} · {fmt.ago(wait.put_at)}")
        past_due(view, wait.until)
        if wait.put_by == me().id or may(*FINANCE):
            st.button(t("Take it up again"), key="take_up", icon=":material/undo:", on_click=_take_up, args=(view,))


def past_due(view: InvoiceView, until: date) -> None:
    """Says aloud when the day lies behind the due date, and what that costs."""
    due = view.invoice.fields.due_date
    if due is not None and until > due:
        words = count(
            (until - due).days, "{n} day after it is due on {due}", "{n} days after it is due on {due}", due=fmt.day(due)
        )
        costs = cost_words(view.delay)
        # No badge: that would be cut at the edge of a phone.
        st.markdown(f":red[:material/warning: {act.escape(f'{words}. {costs}'.strip())}]")


def cost_words(delay: DelayCost | None) -> str:
    """R$ 12.30 a day from 3 Dec, and R$ 24.60 at once."""
    if delay is None:
        return ""
    day, since, fine = fmt.money(delay.per_day), fmt.day(delay.since), fmt.money(delay.fine)
    if not delay.fine.amount:
        return t("{day} a day from {since}", day=day, since=since)
    if not delay.per_day.amount:
        return t("{fine} from {since}", fine=fine, since=since)
    return t("{day} a day from {since}, and {fine} at once", day=day, since=since, fine=fine)


def cost_tag(view: InvoiceView) -> list[dict[str, str]]:
    """What waiting costs, as a tag: red once it does."""
    delay = view.delay
    if delay is None:
        return []
    today = engine().today()
    colour = "red" if delay.since <= today else "orange" if delay.week.amount > 0 else "gray"
    return [{"t": cost_words(delay), "c": colour, "title": t("What paying late costs")}]


def _form(view: InvoiceView) -> None:
    today = engine().today()
    with st.container(key="tap_put_off", gap="small"):
        until = st.date_input(
            t("Until"), None, min_value=today + timedelta(days=1), max_value=today + timedelta(days=366),
            key="put_off_until", format="DD/MM/YYYY",
        )  # fmt: skip
        if isinstance(until, date):
            past_due(view, until)
        st.text_input(t("Reason"), key="put_off_reason", max_chars=300)
        st.button(t("Hold until then"), key="put_off_send", on_click=_put_off, args=(view,), width="stretch")


def _put_off(view: InvoiceView) -> None:
    until, invoice = st.session_state["put_off_until"], view.invoice
    if not isinstance(until, date):
        act.say(t("Choose a day."), bad=True)
        return
    reason = st.session_state["put_off_reason"] or ""
    command = PutOff(me().id, invoice.id, invoice.version, invoice.revision, until, reason)
    done = t("It comes back on {day}.", day=fmt.day(until))
    if act.submit(lambda: workflow.put_off(engine(), command), done) is not None:
        st.session_state["put_off_until"], st.session_state["put_off_reason"] = None, ""


def _take_up(view: InvoiceView) -> None:
    invoice = view.invoice
    command = TakeUp(me().id, invoice.id, invoice.version, invoice.revision)
    act.submit(lambda: workflow.take_up(engine(), command), t("It is asked about again."))
