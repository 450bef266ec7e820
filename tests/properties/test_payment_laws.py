"""Laws of payment instructions: agreement is silence, one digit changed is seen, an account is never half agreed to."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from ap_engine.demo.documents.payment_codes import boleto, pix
from ap_engine.model.bank_changes import CallOutcome, ChangeState
from ap_engine.model.errors import Refusal
from ap_engine.model.payment_codes import boleto_amount, boleto_due_date, is_boleto, is_pix, pix_amount, pix_key, pix_name
from ap_engine.rules.payment_claims import By, Claim, disagreement
from tests.scenarios.paying import ACME, CLERK, FINANCE, LEADER, OTHER, OTHER_CLERK, SECOND, asked, bill, called, changed, decided

CENTS = st.integers(1, 99_999_999).map(lambda cents: Decimal(cents) / 100)
DAYS = st.dates(date(2025, 2, 22), date(2040, 1, 1))
SOURCES = st.lists(st.sampled_from(list(By)), min_size=1, max_size=5, unique=True)


@given(SOURCES, st.text(min_size=1, max_size=20))
def test_sources_that_say_the_same_never_disagree(sources: list[By], value: str) -> None:
    assert disagreement([Claim(by, value) for by in sources]) is None


@given(SOURCES.filter(lambda found: len(found) > 1), st.data())
def test_one_that_says_something_else_is_named_first(sources: list[By], data: st.DataObject) -> None:
    odd = data.draw(st.sampled_from(sources))
    said = disagreement([Claim(by, "OTHER" if by is odd else "SAME") for by in sources])
    assert said is not None
    assert {"OTHER", "SAME"} <= set(said.replace(";", "").replace(".", "").split())
    if len(sources) > 2:
        assert said.lower().startswith(odd.value.lower())


@given(CENTS, DAYS, st.integers(0, 32), st.integers(1, 9))
def test_a_boleto_says_its_amount_and_day_and_no_changed_digit_of_its_fields_passes(
    amount: Decimal, due: date, at: int, by: int
) -> None:
    # Factor and amount have only the overall digit, where 0, 10 and 11 are all 1: they are held against the invoice instead.
    line = boleto("237", "0334", "0041882", "1001", due, amount)
    assert is_boleto(line)
    assert boleto_amount(line) == amount
    assert boleto_due_date(line, due + timedelta(days=40)) == due
    assert not is_boleto(line[:at] + str((int(line[at]) + by) % 10) + line[at + 1 :])


@given(CENTS, st.from_regex(r"[a-z]{1,10}@[a-z]{1,10}\.com", fullmatch=True), st.integers(0, 200))
def test_a_pix_code_says_its_key_name_and_amount_and_no_changed_letter_passes(amount: Decimal, key: str, at: int) -> None:
    code = pix(key, "Acme Ltda", "Curitiba", amount, "1001")
    assert (pix_key(code), pix_name(code), pix_amount(code)) == (key, "Acme Ltda", amount)
    place = at % len(code)
    assert not is_pix(code[:place] + ("Z" if code[place] != "Z" else "Y") + code[place + 1 :])


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("call"), st.sampled_from([CLERK, OTHER_CLERK, FINANCE, LEADER]), st.sampled_from(list(CallOutcome))),
        st.tuples(st.just("decide"), st.sampled_from([CLERK, FINANCE, SECOND, LEADER]), st.booleans()),
    ),
    max_size=6,
)


@given(st.sampled_from([CLERK, FINANCE]), STEPS)
def test_whatever_people_try_an_account_is_agreed_to_only_by_three_hands(
    asker: object, steps: list[tuple[str, object, object]]
) -> None:
    change = asked(by=asker)  # type: ignore[arg-type]
    for kind, who, what in steps:
        try:
            change = called(change, what, by=who) if kind == "call" else decided(change, who, bool(what))  # type: ignore[arg-type]
        except Refusal:
            continue
    if change.state is ChangeState.AGREED:
        answered = [call for call in change.calls if call.outcome is not CallOutcome.NO_ANSWER]
        assert answered[-1].outcome is CallOutcome.CONFIRMED, "a later call that nobody answers takes nothing back"
        assert change.decided_by not in {change.requested_by, *(call.by for call in change.calls)}
    else:
        assert changed(bill(iban=OTHER), ACME, (), (change,)) != "", "not agreed to, so it is held"


@given(st.integers(0, 10), st.integers(0, 12))
def test_the_first_payment_is_never_before_its_day(cooling: int, later: int) -> None:
    change = decided(called(asked()), days=cooling)
    assert change.first_payment_from is not None
    day = change.first_payment_from - timedelta(days=cooling) + timedelta(days=later)
    held = changed(bill(iban=OTHER), replace(ACME, iban=OTHER), (), (change,), day) != ""
    assert held is (later < cooling)
