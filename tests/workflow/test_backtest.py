"""A changed policy is tried on what the books know before anybody agrees to it (N3), and releases suggest one (N4)."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from typing import Any

from ap_engine import workflow
from ap_engine.model.backtest import Backtest, Effect, Fate
from ap_engine.model.holds import HoldCode
from ap_engine.model.invoice import Invoice
from ap_engine.model.money import Money
from ap_engine.model.policy import Severity
from ap_engine.rules import backtest as rules
from ap_engine.store.judgements import Judgements
from ap_engine.workflow import backtest, policy_draft
from ap_engine.workflow.suggestions import suggestions
from tests.house import House, place
from tests.workflow.test_policies import SHIPPED, consent, propose, text
from tests.workflow.trade import FLOUR, Bill, approve, cancel, confirm, correct, now, order, receive, reject, release, split

RIGHT = json.dumps([{"description": "Wheat flour type 1", "quantity": "10", "unit": "C62", "unit_price": "12.50", "line_net": "125.00",
                     "item_code": "FLOUR"}])  # fmt: skip
WIDE = 'price: {percent: "10", absolute: "500.00"}'


def billed(house: House, number: str, price: str = "12.50", quantity: str = "10", received: bool = True, **more: Any) -> Invoice:
    """An invoice for ten bags of an order of its own at 12.50, split, and as far as the rules let it go."""
    place(house, order(f"PO-{number}"), received=received)
    bill = Bill(number, order=f"PO-{number}", lines=((*FLOUR[:2], Decimal(quantity), Decimal(price)),), **more)
    return split(house, receive(house, bill))


def tried(house: House, **texts: str) -> Backtest:
    return backtest.run(house.engine, text(house, **(texts or {"price": WIDE})))


def effects(trial: Backtest) -> dict[str, Effect]:
    return {one.invoice_id: one.effect for one in trial.changed}


def history(house: House) -> dict[str, Invoice]:
    """One invoice of each fate, all 8 % dear but the first."""
    right = billed(house, "1")
    approve(house, right, "ines", "saulo")
    released = billed(house, "2", "13.50")
    released = release(house, released, HoldCode.PRICE_VARIANCE, line=1)
    waiting = billed(house, "3", "13.50")
    reduced = billed(house, "4", "13.50")
    lowered = correct(house, reduced, gross_total="125.00", net_total="125.00", amount_due="125.00", lines=RIGHT)
    confirm(house, lowered)
    cancelled = billed(house, "5", "13.50")
    cancel(house, cancelled)
    rejected = release(house, billed(house, "6", "13.50"), HoldCode.PRICE_VARIANCE, line=1)
    reject(house, now(house, rejected), "ines")
    return {
        "right": right,
        "released": released,
        "waiting": waiting,
        "reduced": reduced,
        "cancelled": cancelled,
        "rejected": rejected,
    }


def test_the_policy_in_force_finds_again_exactly_what_it_found(house: House) -> None:
    """The backtest and the live rules cannot drift: zero differences, in what is held and in what is told."""
    history(house)
    billed(house, "7", quantity="12")
    billed(house, "8", received=False)
    trial = backtest.run(house.engine, SHIPPED)
    assert trial.judged == 8
    assert trial.changed == ()
    assert (trial.figure(Effect.PASSES).count, trial.figure(Effect.HELD).count) == (1, 7)
    policy = house.engine.policy
    with house.engine.store.snapshot() as tx:
        judged = list(Judgements(tx.cursor).each(None, codes=rules.DECIDED_BY_POLICY))
    assert {one.invoice_id: rules.found(one, policy, rules.Terms(policy)) for one in judged} == {
        one.invoice_id: rules.told(one) for one in judged
    }
    assert sum(any(code in rules.LINE_CODES for code, _ in rules.told(one)) for one in judged) == 7, (
        "and there was something to find"
    )


def test_a_wider_tolerance_shows_what_it_saves_and_what_it_lets_slip(house: House) -> None:
    there = history(house)
    trial = tried(house)
    assert effects(trial) == {
        there["released"].id: Effect.PASSES_RELEASED,
        there["waiting"].id: Effect.PASSES_WAITING,
        there["reduced"].id: Effect.LEAKED,
        there["cancelled"].id: Effect.LEAKED,
        there["rejected"].id: Effect.LEAKED,
    }
    leaked = trial.figure(Effect.LEAKED)
    assert (leaked.count, leaked.sums) == (3, (Money.of("405.00", "BRL"),))
    assert leaked.at_stake == (Money.of("280.00", "BRL"),), "ten of the reduced one, the whole of the other two"
    by_id = {one.invoice_id: one for one in trial.changed}
    assert by_id[there["reduced"].id].at_stake == Money.of("10.00", "BRL")
    assert by_id[there["reduced"].id].fate is Fate.REDUCED
    assert trial.figure(Effect.PASSES).count == 1
    assert trial.of(Effect.LEAKED)[0].at_stake == Money.of("135.00", "BRL"), "the most at stake first"


def test_a_corrected_invoice_does_not_forget_what_it_was_held_for(house: House) -> None:
    held = billed(house, "1", "13.50")
    corrected = correct(house, held, gross_total="125.00", net_total="125.00", amount_due="125.00", lines=RIGHT)
    after = confirm(house, corrected)
    assert not [hold for hold in after.open_holds if hold.code is HoldCode.PRICE_VARIANCE]
    (one,) = tried(house).changed
    assert (one.effect, one.codes) == (Effect.LEAKED, (HoldCode.PRICE_VARIANCE,))


def test_a_narrower_tolerance_shows_what_would_have_waited(house: House) -> None:
    place(house, order("PO-9", price="1000.00"))
    bill = Bill("9", order="PO-9", lines=((*FLOUR[:3], Decimal("1001.00")),))
    passed = split(house, receive(house, bill))
    assert not passed.open_holds
    trial = tried(house, price='price: {percent: "0", absolute: "0"}')
    assert effects(trial) == {passed.id: Effect.NEWLY_HELD}
    assert trial.figure(Effect.NEWLY_HELD).sums == (Money.of("10010.00", "BRL"),)


def test_a_lower_level_no_longer_waits_for_the_goods(house: House) -> None:
    waits = billed(house, "1", received=False)
    assert {hold.code for hold in waits.open_holds} == {HoldCode.QUANTITY_RECEIVED}
    assert effects(tried(house, level="level: 2-way")) == {waits.id: Effect.PASSES_WAITING}
    assert effects(tried(house, rules="rules: [{supplier: mill, level: 2-way}]")) == {waits.id: Effect.PASSES_WAITING}
    assert effects(tried(house, rules="rules: [{supplier: bakery, level: 2-way}]")) == {}
    assert effects(tried(house, rules="rules: [{item: FLOUR, level: 2-way}]")) == {waits.id: Effect.PASSES_WAITING}
    assert effects(tried(house, rules="rules: [{item: SUGAR, level: 2-way}]")) == {}


def test_what_else_stopped_it_would_stop_it_still(house: House) -> None:
    """A tolerance lets nothing pass that another control holds."""
    place(house, order("PO-1"))
    strange = (("X-1", "Pallets of pine", Decimal(1), Decimal("900.00")), (*FLOUR[:3], Decimal("13.50")))
    held = split(house, receive(house, Bill("1", order="PO-1", lines=strange)))
    assert HoldCode.UNMATCHED_LINE in {hold.code for hold in held.open_holds}
    trial = tried(house)
    assert (effects(trial), trial.figure(Effect.HELD).count) == ({}, 1)


def test_limits_say_who_would_have_been_asked(house: House) -> None:
    # A new supplier's first invoice is for a person whatever its amount.
    house.engine.policy = replace(house.engine.policy, risk=replace(house.engine.policy.risk, new_supplier=Severity.OFF))
    one = billed(house, "1")
    lower = tried(house, two_approvals_above='two_approvals_above: "100.00"')
    assert effects(lower) == {one.id: Effect.DIRECTOR_TOO}
    by_rule = tried(house, auto_approve_up_to='auto_approve_up_to: "1000.00"')
    assert effects(by_rule) == {one.id: Effect.NEWLY_BY_RULE}
    reject(house, one, "ines")
    assert tried(house, auto_approve_up_to='auto_approve_up_to: "1000.00"').figure(Effect.NEWLY_BY_RULE).at_stake == (
        Money.of("125.00", "BRL"),
    )


def test_it_says_of_what_history_says_nothing(house: House) -> None:
    trial = tried(house, same_amount_days='same_amount_days: "60"', round_amount="round_amount: hold", price=WIDE)
    assert trial.unknown == ("duplicates.same_amount_days",)
    assert tried(house, price=WIDE).unknown == ()


def test_a_proposal_carries_what_was_tried(house: House) -> None:
    history(house)
    proposed = propose(house, text(house))
    assert '"leaked"' in proposed.verdict
    with house.engine.store.snapshot() as tx:
        kept = tx.policies.find("2026-02")
    assert kept is not None
    assert kept.verdict == proposed.verdict


def test_releases_suggest_the_smallest_tolerance_that_would_have_done(house: House) -> None:
    for number, price in (("1", "13.00"), ("2", "13.50"), ("3", "13.25")):
        release(house, billed(house, number, price), HoldCode.PRICE_VARIANCE, line=1)
    (found,) = suggestions(house.engine)
    assert (found.supplier_id, found.item_code, found.name) == ("mill", "FLOUR", "price")
    assert (found.tolerance.percent, found.tolerance.absolute) == (Decimal("8.00"), Decimal("50.00"))
    assert (found.released, found.sums, found.leaked) == (3, (Money.of("397.50", "BRL"),), 0)
    rule = {"percent": str(found.tolerance.percent), "absolute": str(found.tolerance.absolute)}
    draft = policy_draft.with_rule(policy_draft.begin(house.engine), found.supplier_id, found.item_code, {found.name: rule})
    trial = backtest.run(house.engine, draft)
    assert trial.figure(Effect.PASSES_RELEASED).count == 3, "with it nobody had had to release"
    smaller = policy_draft.with_value(draft, ("matching", "rules", "1", "tolerances", "price", "percent"), "7.99")
    assert backtest.run(house.engine, smaller).figure(Effect.PASSES_RELEASED).count == 2, "and none that is smaller does"


def test_a_suggestion_says_what_it_would_have_let_slip_and_asks_nothing_of_wrong_ones(house: House) -> None:
    for number in ("1", "2"):
        release(house, billed(house, number, "13.50"), HoldCode.PRICE_VARIANCE, line=1)
    cancel(house, billed(house, "3", "13.40"))
    reject(house, now(house, release(house, billed(house, "4", "14.90"), HoldCode.PRICE_VARIANCE, line=1)), "ines")
    (found,) = suggestions(house.engine)
    assert found.tolerance.percent == Decimal("8.00"), "the rejected one, 19 % dear, is no precedent"
    assert (found.released, found.leaked, found.at_stake) == (2, 1, (Money.of("134.00", "BRL"),))


def test_one_release_is_a_favour_and_suggests_nothing(house: House) -> None:
    release(house, billed(house, "1", "13.50"), HoldCode.PRICE_VARIANCE, line=1)
    assert suggestions(house.engine) == ()


def test_what_is_in_force_is_not_suggested_again(house: House) -> None:
    for number in ("1", "2"):
        release(house, billed(house, number, "13.50"), HoldCode.PRICE_VARIANCE, line=1)
    assert len(suggestions(house.engine)) == 1
    propose(house, text(house))
    consent(house)
    assert suggestions(house.engine) == ()


def test_an_empty_history_is_tried_without_a_figure(house: House) -> None:
    trial = tried(house)
    assert (trial.judged, trial.figures, trial.changed) == (0, (), ())
    assert workflow.propose_policy is not None
