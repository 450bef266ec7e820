"""What the command line asks of the policy, by whoever holds the books."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from ap_engine import queries
from ap_engine.engine import Engine
from ap_engine.model.backtest import Changed
from ap_engine.model.errors import PolicyError
from ap_engine.queries.policies import PolicyRow
from ap_engine.workflow import backtest

Answer = dict[str, Any]
MOST_NAMED = 20


def policies(engine: Engine, arguments: Mapping[str, Any]) -> Answer:
    """Every version of the policy, the one proposed last first, each in one line."""
    del arguments
    return {"policies": [{"version": row.version.version, "text": _policy_line(row)} for row in queries.policies(engine)]}


def _policy_line(row: PolicyRow) -> str:
    version = row.version
    state = "IN FORCE" if row.in_force else "agreed, its day is to come" if row.awaited else version.state.value
    parts = [f"from {version.in_force_from or version.effective_from}, {state}", f"proposed by {row.proposed_by}"]
    parts += [f"decided by {row.decided_by}"] if row.decided_by else []
    return " · ".join([*parts, f"{len(row.changes)} settings changed", version.reason])


def policy_backtest(engine: Engine, arguments: Mapping[str, Any]) -> Answer:
    """A policy tried on history: {"yaml": …, "since": a day or empty}. What it changed most is named, invoice by invoice."""
    since = date.fromisoformat(arguments["since"]) if arguments["since"] else None
    try:
        trial = backtest.run(engine, arguments["yaml"], since)
    except PolicyError as mistake:
        return {"mistake": mistake.detail}
    effects = [
        {
            "effect": figure.effect.value,
            "count": figure.count,
            "amount": " + ".join(map(str, figure.sums)),
            "at_stake": " + ".join(map(str, figure.at_stake)),
            "invoices": [_changed(one) for one in trial.of(figure.effect)[:MOST_NAMED]],
        }
        for figure in trial.figures
    ]
    scope = f" received since {since}" if since else ""
    return {"version": trial.version, "judged": trial.judged, "since": scope, "effects": effects, "unknown": list(trial.unknown)}


def _changed(one: Changed) -> str:
    codes = f" · {', '.join(one.codes)}" if one.codes else ""
    stake = f" · {one.at_stake} at stake" if one.at_stake is not None else ""
    return f"{one.invoice_id} · {one.amount}{codes} · {one.fate.value.replace('_', ' ')}{stake}"
