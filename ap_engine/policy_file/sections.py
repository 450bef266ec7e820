"""The sections of a policy file, one function each."""

from __future__ import annotations

import re
from decimal import Decimal

import holidays

from ap_engine.model.invoice import InvoiceFields
from ap_engine.model.match_terms import MatchLevel, MatchRule, MatchTerms
from ap_engine.model.money import Money
from ap_engine.model.policy import (
    BalancePolicy,
    DuplicatePolicy,
    LinkPolicy,
    PaymentPolicy,
    Policy,
    RecurrencePolicy,
    RemindersPolicy,
    RiskPolicy,
    Severity,
)
from ap_engine.policy_file.place import Place

_TOLERANCES = ("price", "ordered", "received", "total", "charges", "tax", "price_under")
_SECTIONS = (
    "version", "effective_from", "currency", "matching", "rounding", "fields", "approval", "exchange_rates",
    "duplicates", "payment", "balance", "risk", "recurrence", "reminders", "erp",
)  # fmt: skip


def policy_of(file: Place) -> Policy:
    """The whole policy. Raises PolicyError."""
    file.only(*_SECTIONS)
    currency = _currency(file.at("currency").text(), file.at("currency"))
    approval = file.at("approval").only(
        "two_approvals_above", "director", "auto_approve_up_to", "link_without_account_up_to", "fresh_sign_in_from"
    )
    fields = file.at("fields").only("required", "confirm_when_certain", "touchless_error")
    erp = file.at("erp").only("default_category", "bank_account")
    matching = file.at("matching").only("level", "tolerances", "rules")
    return Policy(
        version=_version(file.at("version")),
        effective_from=file.at("effective_from").day(),
        terms=_terms(matching),
        match_rules=_rules(matching),
        rounding=Money(file.at("rounding").decimal(), currency),
        required_fields=_required(fields.at("required")),
        confirm_when_certain=fields.at("confirm_when_certain").yes(),
        two_approvals_above=approval.at("two_approvals_above").money(currency),
        director_id=approval.at("director").text() or None,
        auto_approve_up_to=approval.at("auto_approve_up_to").money(currency),
        exchange_rates=_rates(file.at("exchange_rates")),
        default_category=erp.at("default_category").text(),
        bank_account_id=erp.at("bank_account").text(),
        touchless_error=_maybe_percent(fields, "touchless_error"),
        duplicates=_duplicates(file.at("duplicates")),
        payment=_payment(file.at("payment")),
        balance=_balance(file.at("balance")),
        risk=_risk(file.at("risk")),
        recurrence=_recurrence(file.at("recurrence")),
        link=LinkPolicy(
            *(_maybe_money(approval, key, currency) for key in ("link_without_account_up_to", "fresh_sign_in_from")),
        ),
        reminders=_reminders(file.maybe("reminders")),
    )


def _maybe_money(section: Place, key: str, currency: str) -> Money | None:
    place = section.maybe(key)
    return None if place is None else place.money(currency)


def _payment(place: Place) -> PaymentPolicy:
    place.only("cooling_off_days", "late_fine_percent", "late_interest_percent")
    fine, interest = (_maybe_percent(place, key) for key in ("late_fine_percent", "late_interest_percent"))
    return PaymentPolicy(place.at("cooling_off_days").whole(), fine, interest)


def _version(place: Place) -> str:
    version = place.text()
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]{0,39}", version):
        raise place.error(f"needs a short name like 2026-02, and has “{version}”")
    return version


def _terms(matching: Place) -> MatchTerms:
    given = matching.at("tolerances").only(*_TOLERANCES)
    under = given.maybe("price_under")
    return MatchTerms(
        level=matching.at("level").one_of(MatchLevel),
        price_under=None if under is None else under.tolerance(),
        **{name: given.at(name).tolerance() for name in _TOLERANCES if name != "price_under"},
    )


def _rules(matching: Place) -> tuple[MatchRule, ...]:
    rules = matching.maybe("rules")
    if rules is None or rules.value == "":
        return ()
    read: list[MatchRule] = []
    for place in rules.items():
        rule = _rule(place)
        if any((rule.supplier_id, rule.item_code) == (other.supplier_id, other.item_code) for other in read):
            raise place.error("is about the same supplier and item as one before it")
        read.append(rule)
    return tuple(read)


def _rule(place: Place) -> MatchRule:
    place.only("supplier", "item", "level", "tolerances")
    supplier, item, level, given = (place.maybe(key) for key in ("supplier", "item", "level", "tolerances"))
    if supplier is None and item is None:
        raise place.error("needs a supplier, an item or both")
    for empty in (one for one in (supplier, item) if one is not None and not one.text()):
        raise empty.error("is empty")
    if level is None and (given is None or not given.value):
        raise place.error("says nothing: it needs a level or tolerances")
    own = {} if given is None else {key: given.only(*_TOLERANCES).at(key).tolerance() for key in given.value}
    return MatchRule(
        supplier_id=supplier.text() if supplier else None,
        item_code=item.text() if item else None,
        level=level.one_of(MatchLevel) if level else None,
        **own,
    )


def _required(place: Place) -> tuple[str, ...]:
    names = tuple(entry.text() for entry in place.items())
    unknown = [name for name in names if name not in InvoiceFields.__dataclass_fields__]
    if unknown:
        raise place.error(f"there is no field {', '.join(unknown)}")
    return names


def _maybe_percent(section: Place, key: str) -> Decimal:
    place = section.maybe(key)
    return Decimal(0) if place is None or place.value == "" else place.percent()


def _rates(place: Place) -> tuple[tuple[str, Decimal], ...]:
    if not isinstance(place.value, dict):
        raise place.error("needs a rate for each currency")
    return tuple((_currency(currency, place.at(currency)), _rate(place.at(currency))) for currency in place.value)


def _rate(place: Place) -> Decimal:
    rate = place.decimal()
    if not rate:
        raise place.error("needs a rate above zero")
    return rate


def _currency(code: str, place: Place) -> str:
    if not re.fullmatch(r"[A-Z]{3}", code):
        raise place.error(f"“{code}” is no currency code such as EUR")
    return code


def _duplicates(place: Place) -> DuplicatePolicy:
    place.only("same_amount_days", "near_number_days")
    return DuplicatePolicy(place.at("same_amount_days").whole(), place.at("near_number_days").whole())


def _balance(place: Place) -> BalancePolicy:
    place.only("month_budget", "year_budget", "bank", "keep_in_bank")
    month, year, bank = (place.at(key).one_of(Severity) for key in ("month_budget", "year_budget", "bank"))
    return BalancePolicy(month, year, bank, place.at("keep_in_bank").decimal())


def _risk(place: Place) -> RiskPolicy:
    severities = ("new_supplier", "new_account", "round_amount", "under_limit", "several", "price_jump")
    place.only(*RiskPolicy.__dataclass_fields__)
    return RiskPolicy(
        **{key: place.at(key).one_of(Severity) for key in severities},
        round_from=place.at("round_from").decimal(),
        under_limit_percent=place.at("under_limit_percent").percent(),
        several_count=place.at("several_count").whole(),
        several_days=place.at("several_days").whole(),
        price_jump_percent=place.at("price_jump_percent").decimal(),
    )


def _recurrence(place: Place) -> RecurrencePolicy:
    place.only("severity", "after", "band_percent")
    return RecurrencePolicy(place.at("severity").one_of(Severity), place.at("after").whole(), place.at("band_percent").decimal())


def _reminders(place: Place | None) -> RemindersPolicy:
    """The section and each of its settings may be absent or empty: then the usual ones hold."""
    if place is None:
        return RemindersPolicy()
    place.only(*RemindersPolicy.__dataclass_fields__)
    given = {key: place.at(key) for key in RemindersPolicy.__dataclass_fields__ if place.maybe(key) and place.at(key).value != ""}
    country = given.pop("country", None)
    hours = {key: one.whole() for key, one in given.items()}
    read = RemindersPolicy(**hours, country=_country(country) if country else RemindersPolicy().country)
    if not read.day_begins < read.day_ends <= 24:
        raise place.error("needs a day that begins before it ends, by 24 at the latest")
    if not read.first_hours >= read.second_hours >= read.escalate_hours:
        raise place.error("needs fewer hours for the second reminder than for the first, and for the third step than for both")
    return read


def _country(place: Place) -> str:
    country = place.text().upper()
    if country not in holidays.list_supported_countries():
        raise place.error(f"“{country}” is no country whose holidays are known, such as BR")
    return country
