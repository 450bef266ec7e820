"""Where a supplier is paid, and the way of a change: asked for, called back on the number on file, agreed to by a second person.

Keys (ID is the supplier's or the change's): bank_details, ask_open_ID, ask_iban_ID, ask_pix_key_ID, ask_bank_account_ID,
ask_phone_ID, ask_reason_ID, ask_send, bank_steps, call_open, call_who_ID, call_day_ID, call_time_ID, call_outcome_ID,
call_note_ID, call_send, agree_send, refuse_open, refuse_note_ID, refuse_send.
"""

from __future__ import annotations

from datetime import datetime

import streamlit as st

from ap_engine import queries, workflow
from ap_engine.model.bank_changes import DETAILS, BankChange, BankDetails, CallOutcome, ChangeState, details_of
from ap_engine.model.commands_suppliers import DecideBankChange, RecordCallBack, RequestBankChange
from ap_engine.model.errors import UnknownInvoice
from ap_engine.model.parties import Role
from ap_engine.queries.register import SupplierView
from pages.ui import act, fmt, lists
from pages.ui.user import engine, may, me
from pages.ui.words import t

MAY_ASK = (Role.CLERK, Role.FINANCE, Role.ADMINISTRATOR)
MAY_DECIDE = (Role.FINANCE, Role.ADMINISTRATOR)
LABELS = {
    "iban": "IBAN",
    "pix_key": "PIX key",
    "bank_account": "Bank, branch, account",
    "phone": "Telephone",
    "name": "Name",
    "tax_id": "Tax id",
    "email": "E-mail",
    "blocked": "Blocked",
    "order_required": "Invoices need an order",
    "category_code": "Category",
    "erp_id": "In the ERP",
}
OUTCOMES = {
    CallOutcome.CONFIRMED: "The supplier confirms the change",
    CallOutcome.DENIED: "The supplier knows nothing of it",
    CallOutcome.NO_ANSWER: "Nobody answered",
}
STATES = {
    ChangeState.REQUESTED: "Waiting for the call-back",
    ChangeState.CONFIRMED: "Waiting for a second person",
    ChangeState.DENIED: "The supplier denied it",
    ChangeState.AGREED: "Agreed to",
    ChangeState.REFUSED: "Refused",
}


def panel(view: SupplierView, about: str) -> None:
    """What is on file, and the change under way or the form that asks for one."""
    one = view.supplier
    with st.container(border=True, gap="small", key="bank_details"):
        st.markdown(f"#### {t('Paid to')}")
        for name in DETAILS:
            with st.container(horizontal=True, gap="small"):
                st.caption(t(LABELS[name]), width=180)
                st.text(getattr(one, name) or fmt.MISSING, width="stretch")
        if one.phone and view.callable_number is None:
            st.caption(t("The telephone number was changed lately: it cannot be called back yet."))
        if details_of(one).empty:
            st.caption(t("No account on file: the first one that an invoice names is shown as a risk."))
        pending = view.pending
        if pending is not None:
            _under_way(view, pending)
            return
        latest = view.changes[0] if view.changes else None
        if latest is not None and latest.first_payment_from is not None and latest.first_payment_from > engine().today():
            st.info(
                t("Agreed to: the first payment is from {day}.", day=fmt.day(latest.first_payment_from)),
                icon=":material/hourglass:",
            )
        if may(*MAY_ASK):
            with st.expander(
                t("Ask for another account"), expanded=bool(about), key=f"ask_open_{one.id}", icon=":material/swap_horiz:"
            ):
                _ask(view, about)


def _ask(view: SupplierView, about: str) -> None:
    wanted = details_of(view.supplier)
    if about:
        try:
            wanted = queries.asked_details(engine(), view.supplier.id, about)
            st.caption(t("Filled in with what the invoice asks for."))
        except UnknownInvoice:
            about = ""
    place = f"{view.supplier.id}_{about}_{len(view.changes)}"
    for name in DETAILS:
        st.text_input(t(LABELS[name]), value=getattr(wanted, name) or "", key=f"ask_{name}_{place}", max_chars=140)
    st.text_input(t("Where does the request come from?"), key=f"ask_reason_{place}", max_chars=300)
    st.caption(t("Nothing changes yet: the supplier is called back, and a second person agrees."))
    st.button(t("Ask for this change"), key="ask_send", type="primary", on_click=_ask_now, args=(view, about, place))


def _ask_now(view: SupplierView, about: str, place: str) -> None:
    typed = {name: (st.session_state[f"ask_{name}_{place}"] or "").strip() or None for name in DETAILS}
    last = view.changes[0].id if view.changes else ""
    reason = st.session_state[f"ask_reason_{place}"] or ""
    command = RequestBankChange(me().id, view.supplier.id, BankDetails(**typed), reason, last, about or None)
    act.submit(lambda: workflow.request_bank_change(engine(), command), t("The change is asked for."))


def _under_way(view: SupplierView, change: BankChange) -> None:
    """The three steps, what was done of them, and the next one."""
    st.markdown(f"#### {t('Bank change under way')}")
    st.badge(
        t(STATES[change.state]), color="red" if change.state is ChangeState.DENIED else "orange", icon=":material/swap_horiz:"
    )
    for name in change.changed:
        before, now = getattr(change.before, name) or fmt.MISSING, getattr(change.after, name) or fmt.MISSING
        st.text(t("{field}: {before} → {now}", field=t(LABELS[name]), before=before, now=now))
    with st.container(gap="small", key="bank_steps"):
        asked = t(
            "{who}, {when}: {reason}",
            who=_name(view, change.requested_by),
            when=fmt.moment(change.requested_at),
            reason=change.reason,
        )
        _step(1, t("Asked for"), asked, done=True)
        if change.invoice_id:
            st.button(
                t("See the invoice"),
                key="change_invoice",
                type="tertiary",
                on_click=lists.open_invoice,
                args=(change.invoice_id,),
            )
        _step(2, t("Called back"), "\n".join(_calls(view, change)), done=change.confirmed_by is not None)
        if change.state is not ChangeState.DENIED and may(*MAY_ASK):
            _call(change)
        _step(3, t("Agreed to by a second person"), "", done=False)
        _decision(change)


def _step(number: int, title: str, text: str, done: bool) -> None:
    icon = ":material/check_circle:" if done else ":material/radio_button_unchecked:"
    st.markdown(f"{icon} **{number} · {title}**")
    if text:
        st.text(text)


def _calls(view: SupplierView, change: BankChange) -> list[str]:
    return [
        t(
            "{who} called {number}, {when}: {outcome}",
            who=_name(view, call.by),
            number=call.number,
            when=fmt.moment(call.called_at),
            outcome=" · ".join(part for part in (t(OUTCOMES[call.outcome]), call.spoke_with, call.note) if part),
        )
        for call in change.calls
    ]


def _name(view: SupplierView, person_id: str) -> str:
    return view.names.get(person_id, person_id)


def _call(change: BankChange) -> None:
    if change.number_on_file is None:
        st.warning(
            t(
                "There was no number on file to call when this was asked for. Refuse it, enter the number, and ask again after 30 days."
            ),
            icon=":material/phone_disabled:",
        )
        return
    with st.popover(t("Record a call-back"), key="call_open", icon=":material/call:"):
        place = f"{change.id}_{len(change.calls)}"
        now = engine().now().astimezone(engine().settings.zone)
        st.caption(t("Number on file before this was asked for"))
        st.markdown(f"**{act.escape(change.number_on_file)}**")
        st.text_input(t("Whom did you speak with?"), key=f"call_who_{place}", max_chars=100)
        day, time = st.columns(2)
        day.date_input(t("Day"), value=now.date(), key=f"call_day_{place}", format="DD/MM/YYYY")
        time.time_input(t("Time"), value=now.time().replace(second=0, microsecond=0), key=f"call_time_{place}", step=60)
        st.radio(
            t("What was said?"), list(OUTCOMES), index=None, format_func=lambda one: t(OUTCOMES[one]), key=f"call_outcome_{place}"
        )
        st.text_input(t("Note"), key=f"call_note_{place}", max_chars=300)
        st.button(t("Record"), key="call_send", type="primary", on_click=_call_now, args=(change, place))


def _call_now(change: BankChange, place: str) -> None:
    state = st.session_state
    outcome = state[f"call_outcome_{place}"]
    if outcome is None:
        act.say(t("Say what came of the call."), bad=True)
        return
    zone, now = engine().settings.zone, engine().now()
    called = datetime.combine(state[f"call_day_{place}"], state[f"call_time_{place}"], zone)
    # The clock on the screen has no seconds: a call in the minute of the request, or of now, was made in it.
    for moment in (change.requested_at, now):
        if called == moment.astimezone(zone).replace(second=0, microsecond=0):
            called = moment
    command = RecordCallBack(
        me().id, change.id, len(change.calls) + 1, change.number_on_file or "", state[f"call_who_{place}"] or "", called,
        CallOutcome(outcome), state[f"call_note_{place}"] or "",
    )  # fmt: skip
    act.submit(lambda: workflow.record_call_back(engine(), command), t("The call-back is recorded."))


def _decision(change: BankChange) -> None:
    person = me()
    had_a_hand = person.id in change.hands or person.id == change.entered_by
    with st.container(horizontal=True, gap="small"):
        if may(*MAY_DECIDE) and change.state is ChangeState.CONFIRMED and not had_a_hand:
            st.button(
                t("Agree to this change"),
                key="agree_send",
                type="primary",
                icon=":material/how_to_reg:",
                on_click=_decide,
                args=(change, True),
            )
        if may(*MAY_DECIDE) or person.id == change.requested_by:
            with st.popover(t("Take back") if person.id == change.requested_by else t("Refuse"), key="refuse_open"):
                st.text_input(t("Why?"), key=f"refuse_note_{change.id}", max_chars=300)
                st.button(t("Refuse this change"), key="refuse_send", on_click=_decide, args=(change, False))
    if had_a_hand and may(*MAY_DECIDE):
        st.caption(t("You had a hand in it: somebody else of finance agrees."))


def _decide(change: BankChange, agree: bool) -> None:
    note = "" if agree else (st.session_state[f"refuse_note_{change.id}"] or "")
    command = DecideBankChange(me().id, change.id, agree, note)
    done = t("The register has the new account.") if agree else t("The change is refused.")
    act.submit(lambda: workflow.decide_bank_change(engine(), command), done)
