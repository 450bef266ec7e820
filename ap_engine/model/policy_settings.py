"""Every setting of a policy: its place in the file, what people call it, what it may be. The file's writer, the screen and
the list of what changed all go by this one table; `policy_file/sections.py` reads what it describes."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ap_engine.model.match_terms import MatchLevel
from ap_engine.model.policy import Severity

Path = tuple[str, ...]


class Kind(StrEnum):
    """What a setting is. AMOUNT is in the company's currency; TOLERANCE is a percentage and an amount, both compulsory."""

    TEXT = "text"
    DAY = "day"
    AMOUNT = "amount"
    PERCENT = "percent"
    COUNT = "count"
    DAYS = "days"
    YES_NO = "yes_no"
    CHOICE = "choice"
    TOLERANCE = "tolerance"
    FIELDS = "fields"
    RULES = "rules"
    RATES = "rates"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting. `note` stands beside it in the file and on the screen; `empty` says what an empty one means, where it may be.

    `optional`: it need not stand in the file at all, which means the same as empty.
    """

    path: Path
    title: str
    kind: Kind
    note: str = ""
    choices: tuple[str, ...] = ()
    empty: str = ""
    optional: bool = False

    @property
    def name(self) -> str:
        """Its place in one word: matching.tolerances.price."""
        return ".".join(self.path)


@dataclass(frozen=True, slots=True)
class Section:
    """Settings that belong together; `note` stands above them in the file. The first section has no key: it is the top."""

    key: str
    title: str
    settings: tuple[Setting, ...]
    note: str = ""


_LEVELS = tuple(level.value for level in MatchLevel)
_SEVERITIES = tuple(severity.value for severity in Severity)


def _tolerance(name: str, title: str, note: str = "", optional: bool = False) -> Setting:
    empty = "a lower price is noted, and holds nothing" if optional else ""
    return Setting(("matching", "tolerances", name), title, Kind.TOLERANCE, note, empty=empty, optional=optional)


def _severity(section: str, name: str, title: str, note: str = "") -> Setting:
    return Setting((section, name), title, Kind.CHOICE, note, _SEVERITIES)


SECTIONS: tuple[Section, ...] = (
    Section(
        "",
        "Version",
        (
            Setting(("version",), "Version", Kind.TEXT),
            Setting(("effective_from",), "In force from", Kind.DAY),
            Setting(("currency",), "Currency", Kind.TEXT, "the company's own: every amount here is in it"),
        ),
    ),
    Section(
        "matching",
        "Matching",
        (
            Setting(
                ("matching", "level"), "An invoice is held against", Kind.CHOICE,
                "2-way: order and invoice. 3-way: and what was received. 4-way: and what was accepted", _LEVELS,
            ),
            _tolerance("price", "Price above the order's"),
            _tolerance("ordered", "More than was ordered"),
            _tolerance("received", "More than was received"),
            _tolerance("total", "Total, where no lines were read"),
            _tolerance("charges", "Freight and other charges", "beyond what the order agreed; of the net"),
            _tolerance("tax", "Tax"),
            _tolerance("price_under", "Price below the order's", optional=True),
            Setting(
                ("matching", "rules"), "Terms of their own", Kind.RULES,
                "the most specific wins: supplier and item, item, supplier", optional=True,
            ),
        ),
        "Percent and absolute amount: the first that is exceeded fires (fires: both - only both). Empty is an error.",
    ),
    Section("rounding", "Rounding", (Setting(("rounding",), "Sums may be off by", Kind.AMOUNT),)),
    Section(
        "fields",
        "Reading",
        (
            Setting(("fields", "required"), "Required fields", Kind.FIELDS),
            Setting(
                ("fields", "confirm_when_certain"), "Confirmed without a person when certain", Kind.YES_NO,
                "an invoice whose required readings are all certain needs nobody to confirm it",
            ),
            Setting(
                ("fields", "touchless_error"), "Error rate that may go unseen", Kind.PERCENT,
                "of a field read by its supplier's template, at 95 % confidence", empty="never", optional=True,
            ),
        ),
    ),
    Section(
        "approval",
        "Approval",
        (
            Setting(
                ("approval", "two_approvals_above"), "The director approves too, from", Kind.AMOUNT, empty="never",
            ),
            Setting(("approval", "director"), "Director", Kind.PERSON, empty="nobody"),
            Setting(
                ("approval", "auto_approve_up_to"), "Approved without a person, up to", Kind.AMOUNT,
                "only what is matched for certain and within tolerance", empty="never",
            ),
            Setting(
                ("approval", "link_without_account_up_to"), "Decided by the link alone, up to", Kind.AMOUNT,
                "whoever has the link that was sent to an approver decides as that person, without signing in",
                empty="never", optional=True,
            ),
            Setting(
                ("approval", "fresh_sign_in_from"), "The link asks for a fresh sign-in, from", Kind.AMOUNT,
                "the person signs in anew for this decision, whether signed in already or not", empty="never", optional=True,
            ),
        ),
    ),
    Section(
        "exchange_rates",
        "Exchange rates",
        (Setting(("exchange_rates",), "Exchange rates", Kind.RATES),),
        "What one unit of a foreign currency is worth in ours. An invoice in a currency without a rate is held.",
    ),
    Section(
        "duplicates",
        "Duplicates",
        (
            Setting(("duplicates", "same_amount_days"), "Equal amount of a supplier within", Kind.DAYS),
            Setting(
                ("duplicates", "near_number_days"), "Nearly the same number within", Kind.DAYS,
                "differs by one character, with an equal amount",
            ),
        ),
    ),
    Section(
        "payment",
        "Payment",
        (
            Setting(
                ("payment", "cooling_off_days"), "A new account waits", Kind.DAYS,
                "between a confirmed change of account and the first payment to it",
            ),
            Setting(
                ("payment", "late_fine_percent"), "Fine on a late payment", Kind.PERCENT,
                "once, of the amount; what waits is ordered by the money that waiting costs", empty="none", optional=True,
            ),
            Setting(
                ("payment", "late_interest_percent"), "Interest on a late payment, for 30 days", Kind.PERCENT,
                "by the day, of the amount", empty="none", optional=True,
            ),
        ),
    ),
    Section(
        "balance",
        "Budgets and bank",
        (
            _severity("balance", "month_budget", "Month's budget exceeded"),
            _severity("balance", "year_budget", "Year's budget exceeded"),
            _severity("balance", "bank", "Not enough in the bank"),
            Setting(("balance", "keep_in_bank"), "To be kept in the bank", Kind.AMOUNT),
        ),
        "off: not looked at; note: whoever approves is told; hold: it waits for finance.",
    ),
    Section(
        "risk",
        "Risk",
        (
            _severity("risk", "new_supplier", "First invoice of a supplier"),
            _severity("risk", "new_account", "First payment to an account"),
            _severity("risk", "round_amount", "A round amount"),
            Setting(("risk", "round_from"), "Round amounts count from", Kind.AMOUNT),
            _severity("risk", "under_limit", "Just under an approval limit"),
            Setting(("risk", "under_limit_percent"), "Just under means within", Kind.PERCENT),
            _severity("risk", "several", "Several of a supplier within days"),
            Setting(("risk", "several_count"), "Several means", Kind.COUNT),
            Setting(("risk", "several_days"), "Within", Kind.DAYS),
            _severity("risk", "price_jump", "Dearer than it used to be"),
            Setting(("risk", "price_jump_percent"), "Dearer means by more than", Kind.PERCENT),
        ),
        "off, note or hold each.",
    ),
    Section(
        "recurrence",
        "Bills without an order",
        (
            _severity("recurrence", "severity", "Not what the supplier usually bills"),
            Setting(("recurrence", "after"), "Expected after", Kind.COUNT, "earlier bills of the supplier"),
            Setting(("recurrence", "band_percent"), "May differ from the usual amount by", Kind.PERCENT),
        ),
        "Invoices without an order, against what their supplier usually bills.",
    ),
    Section(
        "reminders",
        "Reminders",
        (
            Setting(("reminders", "first_hours"), "First reminder, business hours before due", Kind.COUNT, empty="24", optional=True),
            Setting(("reminders", "second_hours"), "Second reminder, business hours before due", Kind.COUNT, empty="9", optional=True),
            Setting(
                ("reminders", "escalate_hours"), "Somebody else is told, business hours before due", Kind.COUNT,
                "whoever stands in for the approver, else the director", empty="4", optional=True,
            ),
            Setting(("reminders", "day_begins"), "Business hours begin at", Kind.COUNT, empty="9", optional=True),
            Setting(("reminders", "day_ends"), "Business hours end at", Kind.COUNT, empty="18", optional=True),
            Setting(
                ("reminders", "country"), "Country of the holidays", Kind.TEXT, "two letters, such as BR",
                empty="BR", optional=True,
            ),
        ),
        "Approvers are reminded twice at most, in one message a day, in business hours only.",
    ),
    Section(
        "erp",
        "ERP",
        (
            Setting(("erp", "default_category"), "Expense category where none is set", Kind.TEXT),
            Setting(("erp", "bank_account"), "Bank account", Kind.TEXT, empty="the first account that the ERP lists"),
        ),
    ),
)  # fmt: skip

SETTINGS: dict[Path, Setting] = {setting.path: setting for section in SECTIONS for setting in section.settings}
EVERY_TOLERANCE = ("price", "ordered", "received", "total", "charges", "tax", "price_under")


def setting_at(path: Path) -> Setting | None:
    """The setting that a place in the file belongs to: its own, or the one that it is a part of."""
    return next((SETTINGS[path[:length]] for length in range(len(path), 0, -1) if path[:length] in SETTINGS), None)
