"""A refusal stays on a page that follows the books, until the person does something else."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest


def page() -> None:
    """A page with one refused step, and a tick that found something new."""
    import streamlit as st

    from ap_engine.model.errors import NotAllowed
    from pages.ui import act

    def refused() -> None:
        raise NotAllowed("It was approved by somebody else.")

    act.show_flash()
    st.button("Approve", on_click=lambda: act.submit(refused))
    st.button("The books moved on", on_click=act.keep_refusals)
    st.button("Something else")


def test_a_tick_leaves_it_and_the_next_step_takes_it_away() -> None:
    at = AppTest.from_function(page).run()
    assert not at.error
    at.button[0].click().run()
    assert "approved by somebody else" in at.error[0].value
    at.button[1].click().run()
    at.button[1].click().run()
    assert "approved by somebody else" in at.error[0].value
    at.button[2].click().run()
    assert not at.error
