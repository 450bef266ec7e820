"""Reads `data/policy.yaml` into a Policy; a mistake names the place in the file and stops the start."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

import yaml

from ap_engine.model.invoice import InvoiceFields
from ap_engine.model.match import Tolerance
from ap_engine.model.money import Money
from ap_engine.model.policy import Policy


class PolicyError(ValueError):
    """The policy file has a mistake; the text says where."""


def load(path: Path) -> Policy:
    """The policy in force. Every scalar is read as text, so that 0123 and NO mean what they say."""
    try:
        tree = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 - text only
    except yaml.YAMLError as error:
        raise PolicyError(f"{path.name}: {error}") from error
    return _Place(tree, path.name).policy()


class _Place:
    """A place in the file, that knows its name."""

    def __init__(self, value: Any, name: str) -> None:
        self.value, self.name = value, name

    def at(self, key: str) -> _Place:
        if not isinstance(self.value, dict) or key not in self.value:
            raise PolicyError(f"{self.name}: “{key}” is missing")
        return _Place(self.value[key], f"{self.name}: {key}")

    def decimal(self) -> Decimal:
        try:
            number = Decimal(self.value)
        except (InvalidOperation, TypeError, ValueError):
            raise PolicyError(f"{self.name} needs a number, and has “{self.value}”") from None
        if not number.is_finite() or number < 0:
            raise PolicyError(f"{self.name} needs a number of zero or more")
        return number

    def yes(self) -> bool:
        if self.value not in ("yes", "no"):
            raise PolicyError(f"{self.name} is yes or no, and has “{self.value}”")
        return bool(self.value == "yes")

    def percent(self, key: str) -> Decimal:
        """The number under a word that may be absent or empty: then zero."""
        known = isinstance(self.value, dict) and self.value.get(key, "") != ""
        number = self.at(key).decimal() if known else Decimal(0)
        if number >= 100:
            raise PolicyError(f"{self.name}: “{key}” is a percentage below 100")
        return number

    def money(self, currency: str) -> Money | None:
        return Money(self.decimal(), currency) if self.value != "" else None

    def tolerance(self) -> Tolerance:
        return Tolerance(self.at("percent").decimal(), self.at("absolute").decimal())

    def policy(self) -> Policy:
        currency = self.at("currency").value
        approval, fields, erp, tolerances = self.at("approval"), self.at("fields"), self.at("erp"), self.at("tolerances")
        return Policy(
            version=self.at("version").value,
            price=tolerances.at("price").tolerance(),
            quantity=tolerances.at("quantity").tolerance(),
            total=tolerances.at("total").tolerance(),
            rounding=Money(self.at("rounding").decimal(), currency),
            required_fields=_required(fields.at("required")),
            confirm_when_certain=fields.at("confirm_when_certain").yes(),
            two_approvals_above=approval.at("two_approvals_above").money(currency),
            director_id=approval.at("director").value or None,
            auto_approve_up_to=approval.at("auto_approve_up_to").money(currency),
            budget_blocks=approval.at("budget_blocks").yes(),
            receipt_required=self.at("receipt_required").yes(),
            exchange_rates=_rates(self.at("exchange_rates")),
            default_category=erp.at("default_category").value,
            bank_account_id=erp.at("bank_account").value,
            touchless_error=fields.percent("touchless_error"),
        )


def _rates(place: _Place) -> tuple[tuple[str, Decimal], ...]:
    if not isinstance(place.value, dict):
        raise PolicyError(f"{place.name} needs a rate for each currency")
    return tuple((currency, place.at(currency).decimal()) for currency in place.value)


def _required(place: _Place) -> tuple[str, ...]:
    unknown = [name for name in place.value if name not in InvoiceFields.__dataclass_fields__]
    if unknown:
        raise PolicyError(f"{place.name}: there is no field {', '.join(unknown)}")
    return tuple(place.value)
