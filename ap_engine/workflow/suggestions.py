"""Tolerances of their own that releases ask for, each with what else it would have let pass (row N4)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from ap_engine.engine import Engine
from ap_engine.model.backtest import Effect
from ap_engine.model.match_terms import MatchRule
from ap_engine.model.policy import Policy
from ap_engine.model.suggestions import Suggestion
from ap_engine.rules import suggestions as rules
from ap_engine.store.judgements import Judgements
from ap_engine.workflow import backtest

MOST = 25


def suggestions(engine: Engine) -> tuple[Suggestion, ...]:
    """What the releases ask for against the policy in force, the one that spares most releases first."""
    policy = engine.policy
    with engine.store.snapshot() as tx:
        released = Judgements(tx.cursor).each(None, codes=rules.CODES, released=True)
        found = rules.suggest(released, policy)
    return tuple(_with_leak(engine, policy, one) for one in found[:MOST])


def _with_leak(engine: Engine, policy: Policy, suggestion: Suggestion) -> Suggestion:
    """What else the tolerance would have let pass, over all of the supplier's invoices."""
    trial = backtest.of_supplier(engine, _with_rule(policy, suggestion), suggestion.supplier_id)
    passed = trial.of(Effect.PASSES_RELEASED, Effect.PASSES_CLEARED, Effect.PASSES_WAITING, Effect.LEAKED)
    leaked = trial.figure(Effect.LEAKED)
    others = sum(one.invoice_id not in suggestion.invoices for one in passed)
    return replace(suggestion, others=others, leaked=leaked.count, at_stake=leaked.at_stake)


def _with_rule(policy: Policy, suggestion: Suggestion) -> Policy:
    key = (suggestion.supplier_id, suggestion.item_code)
    own = next((rule for rule in policy.match_rules if (rule.supplier_id, rule.item_code) == key), MatchRule(*key))
    rest = tuple(rule for rule in policy.match_rules if (rule.supplier_id, rule.item_code) != key)
    changed: dict[str, Any] = {suggestion.name: suggestion.tolerance}
    return replace(policy, match_rules=(*rest, replace(own, **changed)))
