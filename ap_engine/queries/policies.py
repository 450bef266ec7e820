"""The policy as the screen shows it: what is in force, every version with what it changed, what waits for consent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ap_engine.engine import Engine
from ap_engine.model.backtest import Backtest
from ap_engine.model.errors import PolicyError, UnknownPolicy
from ap_engine.model.policy_versions import PolicyVersion, SettingChange, in_force_on
from ap_engine.policy_file import tree
from ap_engine.policy_file.changes import changes
from ap_engine.queries.lists import select
from ap_engine.store import serialise
from ap_engine.views import InvoiceRow


@dataclass(frozen=True, slots=True)
class PolicyRow:
    """A version of the policy, whose names are people's, what it changed, and what a backtest said of it when it was proposed.

    `awaited`: agreed, and its day is to come.
    """

    version: PolicyVersion
    proposed_by: str
    decided_by: str
    changes: tuple[SettingChange, ...]
    in_force: bool
    awaited: bool
    trial: Backtest | None = None


def policies(engine: Engine) -> tuple[PolicyRow, ...]:
    """Every version, the one proposed last first, with what it changed over the one that it was written over."""
    with engine.store.snapshot() as tx:
        every = tx.policies.all()
        names = {person.id: person.name for person in tx.people.all()}
    texts = {one.version: one.yaml for one in every}
    now = in_force_on(every, engine.today())
    return tuple(
        PolicyRow(
            version=one,
            proposed_by=names.get(one.proposed_by, one.proposed_by),
            decided_by=names.get(one.decided_by or "", one.decided_by or ""),
            changes=_changes(texts.get(one.based_on, ""), one),
            in_force=now is not None and one.version == now.version,
            awaited=one.in_force_from is not None and one.in_force_from > engine.today(),
            trial=serialise.loads(Backtest, one.verdict) if one.verdict else None,
        )
        for one in every
    )


def _changes(before: str, version: PolicyVersion) -> tuple[SettingChange, ...]:
    try:
        return changes(before, version.yaml) if before else ()
    except PolicyError:
        return ()


def policy_content(engine: Engine, version: str) -> dict[str, Any]:
    """The settings of a version, each as its text. Raises UnknownPolicy."""
    return tree(policy_text(engine, version))


def policy_text(engine: Engine, version: str) -> str:
    """The YAML of a version. Raises UnknownPolicy."""
    with engine.store.snapshot() as tx:
        found = tx.policies.find(version)
    if found is None:
        raise UnknownPolicy(f"({version})")
    return found.yaml


def invoices_of(engine: Engine, ids: Sequence[str]) -> tuple[InvoiceRow, ...]:
    """These invoices, in this order."""
    found = {row.id: row for row in select(engine, "list_contains(CAST(:ids AS VARCHAR[]), i.id)", {"ids": list(ids)})}
    return tuple(found[one] for one in ids if one in found)
