"""What the company decided: match terms, limits, what is checked and what is done by rule. First loaded from `data/policy.yaml`."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

from ap_engine.model.match_terms import MatchRule, MatchTerms
from ap_engine.model.money import Money


class Severity(StrEnum):
    """What a check that finds something does: nothing, tell whoever decides, or hold the invoice."""

    OFF = "off"
    NOTE = "note"
    HOLD = "hold"


@dataclass(frozen=True, slots=True)
class DuplicatePolicy:
    """Windows in days (rule D6): `same_amount_days` for equal amounts, `near_number_days` for numbers that are nearly equal."""

    same_amount_days: int = 30
    near_number_days: int = 90


@dataclass(frozen=True, slots=True)
class PaymentPolicy:
    """How a changed bank account is handled (rule F1): days between its confirmation and the first payment to it.

    `late_fine_percent` (once) and `late_interest_percent` (for 30 days) are what is lost on what is paid late (row N8).
    """

    cooling_off_days: int = 0
    late_fine_percent: Decimal = Decimal(0)
    late_interest_percent: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class LinkPolicy:
    """How far a link that was sent to an approver carries (rules A2, A5), in amounts of the company's currency.

    Up to `without_account_up_to` the link alone is enough (None: never, its person has to be signed in); from
    `fresh_sign_in_from` on its person has to sign in for this very decision (None: never).
    """

    without_account_up_to: Money | None = None
    fresh_sign_in_from: Money | None = None


@dataclass(frozen=True, slots=True)
class BalancePolicy:
    """What is checked for money before approval (row R4). `keep_in_bank` is what may not be spent of a bank account."""

    month_budget: Severity = Severity.HOLD
    year_budget: Severity = Severity.OFF
    bank: Severity = Severity.OFF
    keep_in_bank: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class RiskPolicy:
    """The named risks (rule F5), each with what it does; percentages and counts say when."""

    new_supplier: Severity = Severity.NOTE
    new_account: Severity = Severity.NOTE
    round_amount: Severity = Severity.NOTE
    round_from: Decimal = Decimal(1000)
    under_limit: Severity = Severity.NOTE
    under_limit_percent: Decimal = Decimal(5)
    several: Severity = Severity.NOTE
    several_count: int = 3
    several_days: int = 3
    price_jump: Severity = Severity.NOTE
    price_jump_percent: Decimal = Decimal(20)


@dataclass(frozen=True, slots=True)
class RecurrencePolicy:
    """Invoices without an order against what their supplier usually bills (rule M17).

    `after`: as many earlier invoices make an expectation; `band_percent`: what an amount may differ from the usual one.
    """

    severity: Severity = Severity.HOLD
    after: int = 3
    band_percent: Decimal = Decimal(30)


@dataclass(frozen=True, slots=True)
class RemindersPolicy:
    """When approvers are reminded, in business hours left to the due date (rule A7): twice, then somebody else is told.

    Business hours are from `day_begins` to `day_ends` o'clock on days that are neither weekend nor a national holiday of
    `country` (ISO 3166).
    """

    first_hours: int = 24
    second_hours: int = 9
    escalate_hours: int = 4
    day_begins: int = 9
    day_ends: int = 18
    country: str = "BR"


@dataclass(frozen=True, slots=True)
class Policy:
    """The rules in force. `version` goes into the audit log with every decision.

    `terms` are the company's match terms, `match_rules` those of suppliers and items; ask `terms_for`.
    `touchless_error`: in percent, the most that reading a field may be wrong by its supplier's history, at 95 %, for the
    field to need nobody either (row N2); zero for never.
    `two_approvals_above`: from this amount on, a director (`director_id`) approves after the leaders.
    `confirm_when_certain`: an invoice whose required readings are all certain needs nobody to confirm its fields.
    `auto_approve_up_to`: matched within tolerance on an order and not above this amount; None for never.
    `exchange_rates`: what one unit of a currency is worth in the company's own.
    """

    version: str
    effective_from: date
    terms: MatchTerms
    match_rules: tuple[MatchRule, ...]
    rounding: Money
    required_fields: tuple[str, ...]
    confirm_when_certain: bool
    two_approvals_above: Money | None
    director_id: str | None
    auto_approve_up_to: Money | None
    exchange_rates: tuple[tuple[str, Decimal], ...]
    default_category: str
    bank_account_id: str
    touchless_error: Decimal = Decimal(0)
    duplicates: DuplicatePolicy = DuplicatePolicy()
    payment: PaymentPolicy = PaymentPolicy()
    balance: BalancePolicy = BalancePolicy()
    risk: RiskPolicy = RiskPolicy()
    recurrence: RecurrencePolicy = RecurrencePolicy()
    link: LinkPolicy = LinkPolicy()
    reminders: RemindersPolicy = RemindersPolicy()

    def terms_for(self, supplier_id: str | None, *item_codes: str | None) -> MatchTerms:
        """The terms of an item of a supplier: of both, else of the item, else of the supplier, else of the company (rule M1).

        An item goes by several codes, ours and the supplier's; each term is taken from the most specific rule that has it.
        """
        codes = frozenset(code for code in item_codes if code)
        fitting = [
            rule
            for rule in self.match_rules
            if (rule.supplier_id is None or rule.supplier_id == supplier_id)
            and (rule.item_code is None or rule.item_code in codes)
        ]
        fitting.sort(key=lambda rule: (rule.item_code is not None, rule.supplier_id is not None))
        terms = self.terms
        for rule in fitting:
            own = {name: getattr(rule, name) for name in MatchTerms.__slots__}
            terms = replace(terms, **{name: value for name, value in own.items() if value is not None})
        return terms
