"""Away for some days: one's own approvals go to somebody else, dated and with a reason, and are taken back (rule F8).

Keys: standing_in, standing_now, standing_who_N, standing_first_N, standing_last_N, standing_why_N, standing_send, standing_end_ID.
"""

from __future__ import annotations

from datetime import date

import streamlit as st

from ap_engine import queries, workflow
from ap_engine.model.commands_delegation import EndDelegation, GiveDelegation
from ap_engine.model.delegation import Delegation
from ap_engine.model.parties import Role
from pages.ui import act, fmt
from pages.ui.user import engine, me, on_phone
from pages.ui.words import t

DATE_FORMAT = "DD/MM/YYYY"
_NONCE, _SHOWN = "standing_nonce", 5


def show() -> None:
    """What is given away and what was given to me, and the form."""
    names = {person.id: person.name for person in queries.people(engine())}
    mine, today = queries.delegations(engine(), me().id), engine().today()
    theirs = [one for one in queries.delegations_to(engine(), me().id) if one.ended_at is None and one.last_day >= today]
    live = [one for one in mine if one.ended_at is None and one.last_day >= today]
    with st.container(key="standing_now", gap="xsmall"):
        for one in theirs:
            _given_to_me(one, names, today)
        for one in live:
            _mine(one, names, today)
    with st.expander(t("Away for some days?"), key="standing_in", icon=":material/event_busy:"):
        _form(len(mine) + 1, names)
        over = [one for one in mine if one not in live][:_SHOWN]
        if over:
            st.caption(t("Given away before"))
            st.text("\n".join(f"{_days(one)} · {names.get(one.delegate_id, one.delegate_id)} · {one.reason}" for one in over))


def _days(one: Delegation) -> str:
    return fmt.day(one.first_day) if one.first_day == one.last_day else f"{fmt.day(one.first_day)} – {fmt.day(one.last_day)}"


def _given_to_me(one: Delegation, names: dict[str, str], today: date) -> None:
    begun = t("You decide for {name} now") if one.first_day <= today else t("You will decide for {name}")
    with st.container(border=True, gap="xsmall"):
        st.markdown(
            f":material/assignment_ind: **{act.escape(begun.format(name=names.get(one.delegator_id, one.delegator_id)))}**"
        )
        st.text(f"{_days(one)} · {one.reason}")


def _mine(one: Delegation, names: dict[str, str], today: date) -> None:
    begun = t("{name} decides for you now") if one.first_day <= today else t("{name} will decide for you")
    with st.container(border=True, horizontal=not on_phone(), vertical_alignment="center", key=f"tap_standing_{_safe(one.id)}"):
        with st.container(gap="xsmall"):
            st.markdown(f":material/event_busy: **{act.escape(begun.format(name=names.get(one.delegate_id, one.delegate_id)))}**")
            st.text(f"{_days(one)} · {one.reason}")
        st.button(t("Take it back"), key=f"standing_end_{_safe(one.id)}", icon=":material/undo:", on_click=_end, args=(one.id,))


def _safe(delegation_id: str) -> str:
    return delegation_id.replace(":", "_")


def _form(number: int, names: dict[str, str]) -> None:
    st.caption(
        t("Your own steps go to somebody else on these days, within your limit; nobody passes them on. You can still decide.")
    )
    place = st.session_state.setdefault(_NONCE, 0)
    people = [one.id for one in queries.people(engine()) if one.active and one.has(Role.APPROVER) and one.id != me().id]
    today = engine().today()
    st.selectbox(
        t("Who decides for you"), people, index=None, key=f"standing_who_{place}", format_func=lambda one: names.get(one, one),
        placeholder=t("Another approver"),
    )  # fmt: skip
    with st.container(horizontal=True, gap="small"):
        st.date_input(t("First day"), today, min_value=today, key=f"standing_first_{place}", format=DATE_FORMAT, width=150)
        st.date_input(t("Last day"), None, min_value=today, key=f"standing_last_{place}", format=DATE_FORMAT, width=150)
    st.text_input(t("Why"), key=f"standing_why_{place}", max_chars=200, placeholder=t("Holidays, a journey, illness"))
    st.button(t("Give them away"), key="standing_send", type="primary", on_click=_send, args=(number,))


def _send(number: int) -> None:
    place = st.session_state[_NONCE]
    who, first, last, why = (st.session_state.get(f"standing_{name}_{place}") for name in ("who", "first", "last", "why"))
    if not who or not isinstance(first, date) or not isinstance(last, date) or not str(why or "").strip():
        act.say(t("Say who, the first and the last day, and why."), bad=True)
        return
    command = GiveDelegation(me().id, str(who), first, last, str(why), number)
    if (
        act.submit(lambda: workflow.give_delegation(engine(), command), t("Given away from {day} on.", day=fmt.day(first)))
        is not None
    ):
        st.session_state[_NONCE] = place + 1


def _end(delegation_id: str) -> None:
    act.submit(
        lambda: workflow.end_delegation(engine(), EndDelegation(me().id, delegation_id)), t("Your approvals are yours again.")
    )
