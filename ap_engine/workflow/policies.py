"""Versions of the policy: one person proposes, another agrees, and on its day it is in force and what is held is looked at again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from ap_engine.engine import Engine
from ap_engine.model.commands_policies import ConsentToPolicy, ProposePolicy, RefusePolicy, WithdrawPolicy
from ap_engine.model.errors import (
    NotAllowed,
    PolicyError,
    PolicyRefused,
    SecondPerson,
    StalePolicy,
    StaleVersion,
    UnknownPolicy,
)
from ap_engine.model.parties import Person, Role
from ap_engine.model.policy import Policy
from ap_engine.model.policy_versions import PolicyState, PolicyVersion, SettingChange, in_force_on
from ap_engine.policy_file import parse
from ap_engine.policy_file.changes import changes
from ap_engine.store import AlreadyDone, Transaction
from ap_engine.workflow import backtest
from ap_engine.workflow.master_data import reexamine_held

MAY_PROPOSE = (Role.ADMINISTRATOR,)
MAY_CONSENT = (Role.ADMINISTRATOR, Role.FINANCE)


def propose_policy(engine: Engine, command: ProposePolicy) -> PolicyVersion:
    """Propose a version over the one that is in force on its day, tried on history: whoever is to agree sees what came of it.

    Raises NotAllowed, PolicyError, PolicyRefused (no reason, a day that is past, nothing new, a name that is taken, a
    currency that is not ours, a supplier or director that nobody knows).
    """
    policy = parse(command.yaml)
    with engine.store.snapshot() as tx:
        _may(tx, command.actor, *MAY_PROPOSE)
    verdict = backtest.in_short(backtest.run(engine, command.yaml))
    try:
        with engine.store.transaction(command, engine.now()) as tx:
            tx.subject = policy.version
            _may(tx, command.actor, *MAY_PROPOSE)
            base = _base(tx, engine.today(), policy.effective_from)
            differs = changes(base.yaml, command.yaml)
            _acceptable(engine, tx, policy, base, differs, command)
            proposed = PolicyVersion(
                policy.version, policy.effective_from, PolicyState.PROPOSED, command.yaml, command.reason.strip(),
                command.actor, tx.at, base.version, verdict=verdict,
            )  # fmt: skip
            tx.policies.enter(proposed, _told(differs))
    except AlreadyDone:
        return _found(engine, policy.version)
    engine.refresh_policies()
    return proposed


def consent_to_policy(engine: Engine, command: ConsentToPolicy) -> PolicyVersion:
    """A second person agrees: the version is in force from its day, or from today when that is past; what is held is looked
    at again as soon as it is (rule M14).

    Raises NotAllowed, SecondPerson for whoever proposed it, UnknownPolicy, StaleVersion when it is decided already,
    StalePolicy when another version came in force in between: what was compared with is not there any more.
    """
    today = engine.today()
    try:
        with engine.store.transaction(command, engine.now()) as tx:
            tx.subject = command.version
            _may(tx, command.actor, *MAY_CONSENT)
            proposed = _proposed(tx, command.version)
            if proposed.proposed_by == command.actor:
                raise SecondPerson
            parse(proposed.yaml)
            base = _base(tx, today, proposed.effective_from)
            if base.version != proposed.based_on:
                raise StalePolicy(f"(it was written over {proposed.based_on}; {base.version} is in force on its day)")
            begins = max(proposed.effective_from, today)
            agreed = replace(proposed, state=PolicyState.AGREED, decided_by=command.actor, decided_at=tx.at, in_force_from=begins)
            tx.policies.decide(agreed)
            _audit_changes(tx, base, agreed)
    except AlreadyDone:
        return _found(engine, command.version)
    finally:
        engine.refresh_policies()
    if begins <= today:
        reexamine_held(engine)
    engine.wake.set()
    return agreed


def refuse_policy(engine: Engine, command: RefusePolicy) -> PolicyVersion:
    """A second person says no, with a reason. Raises NotAllowed, SecondPerson, PolicyRefused, UnknownPolicy, StaleVersion."""
    if not command.reason.strip():
        raise PolicyRefused("A refusal needs a reason.")
    return _end(engine, command, PolicyState.REFUSED, command.reason)


def withdraw_policy(engine: Engine, command: WithdrawPolicy) -> PolicyVersion:
    """Whoever proposed it takes it back. Raises NotAllowed, UnknownPolicy, StaleVersion."""
    return _end(engine, command, PolicyState.WITHDRAWN, command.reason)


def _end(engine: Engine, command: RefusePolicy | WithdrawPolicy, state: PolicyState, reason: str) -> PolicyVersion:
    try:
        with engine.store.transaction(command, engine.now()) as tx:
            tx.subject = command.version
            person = _may(tx, command.actor, *MAY_CONSENT)
            proposed = _proposed(tx, command.version)
            if state is PolicyState.REFUSED and proposed.proposed_by == person.id:
                raise SecondPerson("Withdraw it instead.")
            if state is PolicyState.WITHDRAWN and proposed.proposed_by != person.id:
                raise NotAllowed("A policy is withdrawn by whoever proposed it; others refuse it.")
            ended = replace(proposed, state=state, decided_by=person.id, decided_at=tx.at, decision_reason=reason.strip())
            tx.policies.decide(ended)
    except AlreadyDone:
        return _found(engine, command.version)
    engine.refresh_policies()
    return ended


def _may(tx: Transaction, actor: str, *roles: Role) -> Person:
    person = tx.people.find(actor)
    if person is None or not person.active or not person.has(*roles):
        raise NotAllowed(f"The policy is for {' and '.join(role.value for role in roles)}.")
    return person


def _proposed(tx: Transaction, version: str) -> PolicyVersion:
    found = tx.policies.find(version)
    if found is None:
        raise UnknownPolicy(f"({version})")
    if found.state is not PolicyState.PROPOSED:
        raise StaleVersion(f"Version {version} is {found.state.value} already.")
    return found


def _base(tx: Transaction, today: date, effective_from: date) -> PolicyVersion:
    """What is in force on the day on which a version would begin: what it takes the place of."""
    base = in_force_on(tx.policies.all(), max(today, effective_from))
    assert base is not None, "the first version is entered when the books are opened"
    return base


def _acceptable(
    engine: Engine,
    tx: Transaction,
    policy: Policy,
    base: PolicyVersion,
    differs: tuple[SettingChange, ...],
    command: ProposePolicy,
) -> None:
    """Raise PolicyRefused or PolicyError for what the text alone cannot know."""
    if not command.reason.strip():
        raise PolicyRefused("Say in a few words why: it stays with this version.")
    if tx.policies.find(policy.version) is not None:
        raise _wrong(("version",), f"is taken: there is a version {policy.version} already")
    if policy.effective_from < engine.today():
        raise _wrong(("effective_from",), "is a day that is past")
    if not differs:
        raise PolicyRefused(f"Nothing in it is different from version {base.version}.")
    if policy.rounding.currency != engine.company.currency:
        raise _wrong(("currency",), f"is not the company's: {engine.company.currency}")
    changed = {change.path for change in differs}
    _director_is_there(tx, policy, changed)
    _suppliers_are_there(tx, policy)


def _director_is_there(tx: Transaction, policy: Policy, changed: set[tuple[str, ...]]) -> None:
    path = ("approval", "director")
    if path not in changed or policy.director_id is None:
        return
    person = tx.people.find(policy.director_id)
    if person is None or not person.active or not person.has(Role.APPROVER):
        raise _wrong(path, f"names nobody who approves: “{policy.director_id}”")


def _suppliers_are_there(tx: Transaction, policy: Policy) -> None:
    """A rule for a supplier that does not exist would silently mean nothing."""
    for number, rule in enumerate(policy.match_rules, start=1):
        if rule.supplier_id is not None and tx.suppliers.find(rule.supplier_id) is None:
            path = ("matching", "rules", str(number), "supplier")
            raise _wrong(path, f"names no supplier: “{rule.supplier_id}”")


def _wrong(path: tuple[str, ...], problem: str) -> PolicyError:
    """The mistake at a setting that only the books can know of."""
    return PolicyError(f"{': '.join(path)} {problem}", path, problem=problem)


def _audit_changes(tx: Transaction, base: PolicyVersion, agreed: PolicyVersion) -> None:
    tx.policies.remark("PolicyInForce", agreed.version, {
        "instead_of": base.version, "from": agreed.in_force_from, "changes": _told(changes(base.yaml, agreed.yaml)),
    })  # fmt: skip


def _told(differs: tuple[SettingChange, ...]) -> list[list[str]]:
    return [[".".join(change.path), change.before, change.after] for change in differs]


def _found(engine: Engine, version: str) -> PolicyVersion:
    with engine.store.snapshot() as tx:
        found = tx.policies.find(version)
    assert found is not None
    return found
