"""What another policy would have done with invoices that were judged before: the same rules, on what was known then (row N3).

Recomputed are the lines and the charges against the tolerances, levels and terms of their own; whether a budget, the bank, a
risk or an unusual bill is told or holds; who has to approve. Which order an invoice bills, what was read, and what was
looked for among other invoices stays as it was found: `cannot_say` names the settings of which history says nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from ap_engine.model.backtest import Changed, Effect, Fate, Figure, Judged
from ap_engine.model.holds import CATALOGUE, Blocks, HoldCode
from ap_engine.model.match import LineMatch
from ap_engine.model.match_terms import MatchLevel, MatchTerms
from ap_engine.model.money import CENT, Money
from ap_engine.model.policy import Policy, Severity
from ap_engine.model.policy_versions import SettingChange
from ap_engine.rules import approvals
from ap_engine.rules.line_matching import HOLD_OF
from ap_engine.rules.line_variances import Billed, beyond, variances

LINE_CODES = frozenset(
    {
        HoldCode.PRICE_VARIANCE,
        HoldCode.UNDER_CHARGE,
        HoldCode.QUANTITY_ORDERED,
        HoldCode.QUANTITY_RECEIVED,
        HoldCode.QUANTITY_ACCEPTED,
    }
)
DOCUMENT_CODES = frozenset({HoldCode.CHARGE_VARIANCE, HoldCode.TAX_VARIANCE, HoldCode.TOTAL_VARIANCE})
SEVERITIES: dict[HoldCode, tuple[str, str]] = {
    HoldCode.BUDGET_EXCEEDED: ("balance", "month_budget"),
    HoldCode.YEAR_BUDGET_EXCEEDED: ("balance", "year_budget"),
    HoldCode.BANK_BALANCE: ("balance", "bank"),
    HoldCode.RISK_NEW_SUPPLIER: ("risk", "new_supplier"),
    HoldCode.RISK_NEW_ACCOUNT: ("risk", "new_account"),
    HoldCode.RISK_ROUND_AMOUNT: ("risk", "round_amount"),
    HoldCode.RISK_UNDER_LIMIT: ("risk", "under_limit"),
    HoldCode.RISK_SEVERAL_SAME_DAY: ("risk", "several"),
    HoldCode.RISK_PRICE_JUMP: ("risk", "price_jump"),
    HoldCode.UNEXPECTED_BILL: ("recurrence", "severity"),
}
DECIDED_BY_POLICY = LINE_CODES | DOCUMENT_CODES | SEVERITIES.keys()
_STOPS = (Blocks.APPROVAL, Blocks.POSTING)
# Work that is done with every invoice, and stops none for good.
_WORK = frozenset({HoldCode.CODING_REQUIRED, HoldCode.NO_APPROVER, HoldCode.NOT_IN_ERP})
_PASSES = {
    Fate.RELEASED: Effect.PASSES_RELEASED,
    Fate.WAITING: Effect.PASSES_WAITING,
    Fate.CLEARED: Effect.PASSES_CLEARED,
    Fate.WENT_ON: Effect.PASSES_CLEARED,
}
_LETS_THROUGH = frozenset({*_PASSES.values(), Effect.LEAKED, Effect.NEWLY_BY_RULE, Effect.DIRECTOR_NO_LONGER})
Key = tuple[HoldCode, int | None]


class Terms:
    """The match terms of a policy, each asked for once."""

    def __init__(self, policy: Policy) -> None:
        self._policy = policy
        self._by_item = any(rule.item_code is not None for rule in policy.match_rules)
        self._known: dict[tuple[str | None, tuple[str, ...]], MatchTerms] = {}

    def of(self, supplier_id: str | None, items: tuple[str, ...] = ()) -> MatchTerms:
        """Those of a supplier's item."""
        key = (supplier_id, items if self._by_item else ())
        if key not in self._known:
            self._known[key] = self._policy.terms_for(supplier_id, *key[1])
        return self._known[key]


def marks(line: LineMatch) -> str:
    """In what a line differs from what was ordered and came: p(rice), o(rdered), r(eceived), a(ccepted). In nothing: no terms
    whatever find anything in it."""
    if line.order_number is None:
        return ""
    billed = line.billed_before + line.quantity
    differs = (
        ("p", abs(line.amount - line.order_price * line.quantity) > CENT),
        ("o", billed > line.ordered),
        ("r", billed > line.received),
        ("a", billed > line.accepted),
    )
    return "".join(mark for mark, does in differs if does)


def marks_that_matter(policy: Policy) -> frozenset[str]:
    """The marks of lines in which a policy may find something: what was accepted counts in a 4-way match only."""
    levels = {policy.terms.level, *(rule.level for rule in policy.match_rules)}
    return frozenset("pora" if MatchLevel.FOUR_WAY in levels else "por")


def found(judged: Judged, policy: Policy, terms: Terms) -> dict[Key, Blocks]:
    """What the rules that a policy decides find on an invoice, on what was known when it was judged, and what each blocks."""
    result: dict[Key, Blocks] = {}
    if judged.match is not None:
        for line in judged.match.lines:
            if line.order_number is not None:
                own = terms.of(judged.supplier_id, line.items)
                for variance in variances(Billed(line, own, line.amount_before, is_service=line.is_service)):
                    code = HOLD_OF[variance.kind]
                    if code in LINE_CODES:
                        result[code, line.line] = CATALOGUE[code].blocks
        for one in judged.match.compared:
            if beyond(one.difference, getattr(terms.of(judged.supplier_id), one.tolerance), one.reference):
                result[one.code, None] = CATALOGUE[one.code].blocks
    for code, number, blocks in judged.findings:
        if code in LINE_CODES and number is None:
            # Of an invoice without lines: what of an order had arrived is not known any more.
            result[code, number] = blocks
        elif code in SEVERITIES:
            severity = _severity(policy, code)
            if severity is not Severity.OFF:
                result[code, number] = _blocks(code, blocks, severity)
    return result


def _severity(policy: Policy, code: HoldCode) -> Severity:
    section, name = SEVERITIES[code]
    severity: Severity = getattr(getattr(policy, section), name)
    return severity


def _blocks(code: HoldCode, was: Blocks, severity: Severity) -> Blocks:
    if severity is Severity.NOTE:
        return Blocks.NOTHING
    if was is not Blocks.NOTHING:
        return was
    usual = CATALOGUE[code].blocks
    return usual if usual is not Blocks.NOTHING else Blocks.APPROVAL


def told(judged: Judged) -> dict[Key, Blocks]:
    """What these rules did find then, as it was kept."""
    return {(code, line): blocks for code, line, blocks in judged.findings if code in DECIDED_BY_POLICY}


@dataclass(slots=True)
class _Sum:
    """The growing figure of one effect."""

    count: int = 0
    amounts: dict[str, Decimal] = field(default_factory=dict)
    at_stake: dict[str, Decimal] = field(default_factory=dict)

    def add(self, amount: Money | None, at_stake: Money | None) -> None:
        self.count += 1
        for money, sums in ((amount, self.amounts), (at_stake, self.at_stake)):
            if money is not None:
                sums[money.currency] = sums.get(money.currency, Decimal(0)) + money.amount


def run(
    history: Iterable[Judged], policy: Policy, before: Callable[[str], Policy]
) -> tuple[int, tuple[Figure, ...], tuple[Changed, ...]]:
    """Judge every invoice again: how many there were, each effect with its sums, and every invoice whose effect is a change.

    `before` knows the policy by which an invoice was judged.
    """
    terms, sums, changed, judged = Terms(policy), {effect: _Sum() for effect in Effect}, [], 0
    for one in history:
        judged += 1
        now = found(one, policy, terms)
        for effect, codes in _effects(one, now, policy, before(one.policy)):
            at_stake = stake(one) if effect in _LETS_THROUGH else None
            sums[effect].add(one.amount, at_stake)
            if effect not in (Effect.PASSES, Effect.HELD):
                changed.append(Changed(one.invoice_id, effect, one.fate, one.amount, at_stake, codes))
    figures = (Figure(effect, of.count, _moneys(of.amounts), _moneys(of.at_stake)) for effect, of in sums.items() if of.count)
    return judged, tuple(figures), tuple(changed)


def _moneys(sums: Mapping[str, Decimal]) -> tuple[Money, ...]:
    return tuple(Money(amount, currency) for currency, amount in sorted(sums.items()))


def _effects(
    judged: Judged, now: Mapping[Key, Blocks], policy: Policy, before: Policy
) -> Iterator[tuple[Effect, tuple[HoldCode, ...]]]:
    """What the policy does to the invoice's holds, and then what it does to who is asked."""
    was = told(judged)
    stopped, stops = _stopping(was), _stopping(now)
    elsewhere = any(
        blocks in _STOPS and code not in DECIDED_BY_POLICY and code not in _WORK for code, _, blocks in judged.findings
    )
    if elsewhere or (stopped and stops):
        yield Effect.HELD, ()
    elif stops:
        yield Effect.NEWLY_HELD, stops
    elif stopped:
        yield (Effect.LEAKED if judged.fate.was_wrong else _PASSES[judged.fate]), stopped
    else:
        yield Effect.PASSES, ()
    if elsewhere:
        return
    by_rule, by_rule_now = _by_rule(judged, was, before), _by_rule(judged, now, policy)
    if by_rule != by_rule_now:
        yield (Effect.NEWLY_BY_RULE if by_rule_now else Effect.NO_LONGER_BY_RULE), ()
    asked, asked_now = approvals.asks_director(judged.amount, before), approvals.asks_director(judged.amount, policy)
    if asked != asked_now and not by_rule_now:
        yield (Effect.DIRECTOR_TOO if asked_now else Effect.DIRECTOR_NO_LONGER), ()


def _stopping(findings: Mapping[Key, Blocks]) -> tuple[HoldCode, ...]:
    return tuple(dict.fromkeys(code for (code, _), blocks in findings.items() if blocks in _STOPS))


def _by_rule(judged: Judged, findings: Mapping[Key, Blocks], policy: Policy) -> bool:
    certain = judged.match is not None and judged.match.certain
    beyond_terms = any(code in LINE_CODES | DOCUMENT_CODES and code is not HoldCode.UNDER_CHARGE for code, _ in findings)
    told = frozenset(code for (code, _), blocks in findings.items() if blocks is Blocks.NOTHING)
    by_rule = approvals.needs_nobody(judged.amount, policy, certain=certain and not beyond_terms, told=told)
    return by_rule and not _stopping(findings)


def stake(judged: Judged) -> Money | None:
    """What would have been lost of an invoice that turned out wrong: the whole, or what it was reduced by. None for a right one."""
    if not judged.fate.was_wrong or judged.amount is None:
        return None
    if judged.fate is Fate.REDUCED and judged.amount_now is not None:
        return judged.amount - judged.amount_now
    return judged.amount


_RECOMPUTED = frozenset({("matching",), ("approval", "two_approvals_above"), ("approval", "auto_approve_up_to")})
_SEVERITY_PATHS = frozenset(SEVERITIES.values())


def cannot_say(changes: Iterable[SettingChange]) -> tuple[str, ...]:
    """The changed settings of which history says nothing: what was not looked at then is not known now."""
    return tuple(".".join(change.path) for change in changes if not _known(change))


def _known(change: SettingChange) -> bool:
    if change.path[:2] in _SEVERITY_PATHS:
        return change.before != Severity.OFF
    return change.path[:1] in _RECOMPUTED or change.path[:2] in _RECOMPUTED
