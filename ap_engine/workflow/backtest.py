"""A policy tried on the company's own history before it is published (rows N3, N4; rule A10). Nothing is written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime, time

from ap_engine.engine import Engine
from ap_engine.model.backtest import Backtest, Judged
from ap_engine.model.errors import PolicyError, UnknownPolicy
from ap_engine.model.policy import Policy
from ap_engine.model.policy_versions import in_force_on
from ap_engine.policy_file import parse
from ap_engine.policy_file.changes import changes
from ap_engine.rules import backtest as rules
from ap_engine.store import serialise
from ap_engine.store.judgements import Judgements

_TELL_EVERY = 2000


def run(engine: Engine, text: str, since: date | None = None, tell: Callable[[int, int], None] | None = None) -> Backtest:
    """What a policy would have done with the invoices that were received since a day (None: with all that are known).

    `tell` hears how many of how many are done. Raises PolicyError for a text that is no policy.
    """
    policy = parse(text)
    begin = datetime.combine(since, time(), engine.settings.zone) if since is not None else None
    with engine.store.snapshot() as tx:
        base = in_force_on(tx.policies.all(), max(engine.today(), policy.effective_from))
        assert base is not None
        differs = changes(base.yaml, text)
        judgements = Judgements(tx.cursor)
        history = _told(
            judgements.each(begin, codes=rules.DECIDED_BY_POLICY, marks=rules.marks_that_matter(policy)), judgements.count(), tell
        )
        judged, figures, changed = rules.run(history, policy, _known_by(engine))
    return Backtest(policy.version, since, judged, figures, changed, rules.cannot_say(differs))


def of_supplier(engine: Engine, policy: Policy, supplier_id: str) -> Backtest:
    """The same with one supplier's invoices only, for a policy that is at hand."""
    with engine.store.snapshot() as tx:
        history = Judgements(tx.cursor).each(None, supplier_id, rules.DECIDED_BY_POLICY, marks=rules.marks_that_matter(policy))
        judged, figures, changed = rules.run(history, policy, _known_by(engine))
    return Backtest(policy.version, None, judged, figures, changed, ())


def in_short(trial: Backtest) -> str:
    """A backtest as it is kept with a proposal: its figures, without the invoices behind them."""
    return serialise.dumps(replace(trial, changed=()))


def _known_by(engine: Engine) -> Callable[[str], Policy]:
    """The policy by which an invoice was judged; where its text cannot be read any more, the one in force."""
    now, known = engine.policy, {}

    def policy_of(version: str) -> Policy:
        if version not in known:
            try:
                known[version] = engine.policies.version(version)
            except (UnknownPolicy, PolicyError):
                known[version] = now
        return known[version]

    return policy_of


def _told(history: Iterable[Judged], of: int, tell: Callable[[int, int], None] | None) -> Iterator[Judged]:
    for number, one in enumerate(history):
        if tell is not None and number % _TELL_EVERY == 0:
            tell(number, of)
        yield one
