"""Settings of the policy in plain words: what each is called, what it says, and how what was typed for it is read back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from ap_engine import queries
from ap_engine.model.errors import PolicyError, Refusal
from ap_engine.model.money import Money
from ap_engine.model.parties import SYSTEM
from ap_engine.model.policy_settings import Kind, Path, Setting, setting_at
from ap_engine.model.policy_versions import SettingChange
from pages.ui import fmt, paper
from pages.ui.said import portuguese
from pages.ui.user import engine
from pages.ui.words import count, language, t

# What may differ in these is counted, not paid.
QUANTITIES = ("ordered", "received")
CHOICES = {
    "2-way": "Order",
    "3-way": "Order and receipt",
    "4-way": "Order, receipt and inspection",
    "off": "Not looked at",
    "note": "Whoever approves is told",
    "hold": "Waits",
    "yes": "Yes",
    "no": "No",
    "first": "either",
    "both": "only both",
}
PARTS = {"percent": "percent", "absolute": "amount", "fires": "fires", "level": "held against"}


def label(path: Path) -> str:
    """What people call a place: a setting, and the part of it where it is one."""
    setting = setting_at(path)
    if setting is None:
        return ".".join(path)
    rest = path[len(setting.path) :]
    if setting.kind is Kind.RULES and rest:
        return " · ".join([rest[0], *(_part(step) for step in rest[1:])])
    return " · ".join([t(setting.title), *(_part(step) for step in rest)])


def _part(step: str) -> str:
    if step in PARTS:
        return t(PARTS[step])
    tolerance = setting_at(("matching", "tolerances", step))
    return t(tolerance.title) if tolerance else step


def value(path: Path, text: str) -> str:
    """The text of a place, or of a part of it, as people write it."""
    setting = setting_at(path)
    if text == "":
        return t(setting.empty) if setting is not None and setting.empty and path == setting.path else "—"
    part = path[-1]
    if part == "percent" or (setting is not None and setting.kind is Kind.PERCENT):
        return _number(text, fmt.percent)
    if part == "absolute":
        return _absolute(path[-2], text)
    if text in CHOICES and (part in PARTS or (setting is not None and setting.kind in (Kind.CHOICE, Kind.YES_NO))):
        return t(CHOICES[text])
    return _plain(setting, text)


def _plain(setting: Setting | None, text: str) -> str:
    kind = setting.kind if setting is not None else Kind.TEXT
    if kind is Kind.AMOUNT:
        return _number(text, money)
    if kind is Kind.DAYS:
        return count(int(text), "{n} day", "{n} days") if text.isdigit() else text
    if kind is Kind.DAY:
        return fmt.day(date.fromisoformat(text))
    if kind is Kind.FIELDS:
        return ", ".join(t(paper.LABELS.get(name, name)) for name in text.split(", "))
    if kind is Kind.PERSON:
        return person(text)
    return _number(text, fmt.number) if kind is Kind.RATES else text


def _number(text: str, shown: Any) -> str:
    try:
        return str(shown(Decimal(text)))
    except InvalidOperation:
        return text


def money(amount: Decimal) -> str:
    """An amount in the company's currency."""
    return fmt.money(Money(amount, engine().company.currency))


def _absolute(tolerance: str, text: str) -> str:
    return _number(text, fmt.number if tolerance in QUANTITIES else money)


def person(person_id: str) -> str:
    """A person's name."""
    names = {one.id: one.name for one in queries.people(engine())}
    return t("The policy file") if person_id == SYSTEM else names.get(person_id, person_id)


def setting_said(setting: Setting, found: Any) -> str:
    """A whole setting in plain words; `found` is what stands in the file, None where nothing does."""
    if found is None:
        return t(setting.empty) if setting.empty else "—"
    if setting.kind is Kind.TOLERANCE and isinstance(found, Mapping):
        return tolerance_said(setting.path[-1], found)
    if isinstance(found, list):
        return value(setting.path, ", ".join(map(str, found)))
    if isinstance(found, Mapping):
        return " · ".join(f"{key} {value((*setting.path, str(key)), str(text))}" for key, text in found.items()) or "—"
    return value(setting.path, str(found))


def tolerance_said(name: str, found: Mapping[str, Any]) -> str:
    """2 % or R$ 50,00, whichever is less."""
    percent, absolute = str(found.get("percent", "")), str(found.get("absolute", ""))
    if {percent, absolute} <= {"0", "0.00"}:
        return t("nothing more")
    said = {"percent": _number(percent, fmt.percent), "amount": _absolute(name, absolute)}
    if found.get("fires") == "both":
        return t("{percent} or {amount}, whichever is more", **said)
    return t("{percent} or {amount}, whichever is less", **said)


def rule_said(rule: Mapping[str, Any], suppliers: Mapping[str, str]) -> tuple[str, str]:
    """Whose terms of their own, and what they are."""
    supplier = str(rule.get("supplier", ""))
    whose = " · ".join(part for part in (suppliers.get(supplier, supplier), str(rule.get("item", ""))) if part)
    said = [t(CHOICES[rule["level"]])] if rule.get("level") in CHOICES else []
    own = rule.get("tolerances")
    for name, found in own.items() if isinstance(own, Mapping) else ():
        if isinstance(found, Mapping):
            said.append(f"{_part(name)}: {tolerance_said(name, found)}")
    return whose, " · ".join(said)


def engine_said(text: str) -> str:
    """What the engine says of a policy, in the person's language; days in it stay as they are typed."""
    return (portuguese(text) or text) if language() == "pt" else text


def problem(mistake: PolicyError) -> str:
    """A mistake with what people call its setting."""
    line = f" ({t('line {n}', n=mistake.line)})" if mistake.line else ""
    where = f"{label(mistake.path)}: " if mistake.path else ""
    return f"{where}{engine_said(mistake.problem)}{line}"


def refused(refusal: Refusal) -> str:
    """Why a policy was refused."""
    if isinstance(refusal, PolicyError):
        return problem(refusal)
    return f"{t(' '.join((type(refusal).__doc__ or '').split()))} {engine_said(refusal.detail)}".strip()


def change_said(change: SettingChange) -> tuple[str, str, str]:
    """(what, from, to) of one difference."""
    return label(change.path), value(change.path, change.before), value(change.path, change.after)
