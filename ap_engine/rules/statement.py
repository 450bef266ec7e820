"""A supplier's statement of account against our ledger: each line in one of four states (rule D11)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ap_engine.model.money import Money
from ap_engine.rules.duplicate_numbers import core_number, folded_number, is_near, is_number

_DAYS = 5  # between the supplier's day and ours where amount alone has to tell


class Standing(StrEnum):
    """What became of a line of the statement, or of an invoice of ours."""

    MATCHED = "matched"
    DIFFERS = "differs"  # the same document with other data: a hidden duplicate, or a misread field
    NOT_ON_STATEMENT = "not_on_statement"  # unpaid here, and the supplier does not ask for it: wrong supplier, or a duplicate
    NOT_HERE = "not_here"  # the supplier asks for it, and we have no such invoice


@dataclass(frozen=True, slots=True)
class StatementLine:
    """One open document as the supplier lists it."""

    number: str
    issued: date | None
    amount: Money


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """One invoice of this supplier as our books have it; `open`: it is not paid."""

    invoice_id: str
    number: str
    issued: date | None
    amount: Money | None
    open: bool


@dataclass(frozen=True, slots=True)
class StatementResult:
    """A pair, or the one that has no other; `differs` says in what a pair differs."""

    standing: Standing
    line: StatementLine | None
    entry: LedgerEntry | None
    differs: tuple[str, ...] = ()


def reconcile(lines: Sequence[StatementLine], entries: Iterable[LedgerEntry]) -> tuple[StatementResult, ...]:
    """Every line of the statement with its invoice, each invoice once, the surest pairs first; then our open ones left over.

    Pairs are sought by number and amount, by number, by a number that is nearly the same with an equal amount, and by
    amount and day. Each of the statement's lines and each of our open invoices appears exactly once.
    """
    left, waiting = list(entries), list(enumerate(lines))
    found: dict[int, StatementResult] = {}
    for fits in (_number_and_amount, _number, _near_number, _amount_and_day):
        for place, line in list(waiting):
            entry = next((one for one in left if fits(line, one)), None)
            if entry is not None:
                left.remove(entry)
                waiting.remove((place, line))
                differs = _differences(line, entry)
                found[place] = StatementResult(Standing.DIFFERS if differs else Standing.MATCHED, line, entry, differs)
    found |= {place: StatementResult(Standing.NOT_HERE, line, None) for place, line in waiting}
    missing = (StatementResult(Standing.NOT_ON_STATEMENT, None, entry) for entry in left if entry.open)
    return (*(found[place] for place in sorted(found)), *missing)


def _same_number(line: StatementLine, entry: LedgerEntry) -> bool:
    return is_number(line.number) and core_number(line.number, line.issued) == core_number(entry.number, entry.issued)


def _number_and_amount(line: StatementLine, entry: LedgerEntry) -> bool:
    return _same_number(line, entry) and line.amount == entry.amount


def _number(line: StatementLine, entry: LedgerEntry) -> bool:
    return _same_number(line, entry)


def _near_number(line: StatementLine, entry: LedgerEntry) -> bool:
    return line.amount == entry.amount and is_near(folded_number(line.number), folded_number(entry.number))


def _amount_and_day(line: StatementLine, entry: LedgerEntry) -> bool:
    if line.amount != entry.amount or line.issued is None or entry.issued is None:
        return False
    return abs((line.issued - entry.issued).days) <= _DAYS


def _differences(line: StatementLine, entry: LedgerEntry) -> tuple[str, ...]:
    pairs = (
        ("number", _same_number(line, entry)),
        ("date", line.issued is None or entry.issued is None or line.issued == entry.issued),
        ("amount", line.amount == entry.amount),
    )
    return tuple(name for name, same in pairs if not same)
