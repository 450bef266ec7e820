"""A place in a policy file, that knows its name: what it holds is read as what it has to be, or the mistake says where."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any, TypeVar

from ap_engine.model.errors import PolicyError
from ap_engine.model.match_terms import Tolerance
from ap_engine.model.money import Money

E = TypeVar("E", bound=StrEnum)
__all__ = ["Place", "PolicyError"]


class Place:
    """A value in the file with the path that leads to it: in words for people, and as keys for whoever has to find it."""

    def __init__(self, value: Any, name: str, path: tuple[str, ...] = ()) -> None:
        self.value, self.name, self.path = value, name, path

    def error(self, problem: str) -> PolicyError:
        """The mistake at this place: its name, and what is the matter with it."""
        return PolicyError(f"{self.name} {problem}", self.path, problem=problem)

    def at(self, key: str) -> Place:
        """The value under a key, which has to be there."""
        if not isinstance(self.value, dict) or key not in self.value:
            raise self.error(f"“{key}” is missing")
        return Place(self.value[key], f"{self.name}: {key}", (*self.path, key))

    def maybe(self, key: str) -> Place | None:
        """The value under a key that may be absent."""
        return self.at(key) if isinstance(self.value, dict) and key in self.value else None

    def only(self, *keys: str) -> Place:
        """Itself, when it has no other keys than these: a misspelt one would silently mean nothing."""
        if not isinstance(self.value, dict):
            raise self.error(f"needs {', '.join(keys)}")
        unknown = [key for key in self.value if key not in keys]
        if unknown:
            raise Place(None, self.name, (*self.path, unknown[0])).error(
                f"“{unknown[0]}” is not known; there are {', '.join(keys)}"
            )
        return self

    def items(self) -> Iterator[Place]:
        """The entries of a list."""
        if not isinstance(self.value, list):
            raise self.error("needs a list")
        return (
            Place(value, f"{self.name} {number}", (*self.path, str(number))) for number, value in enumerate(self.value, start=1)
        )

    def text(self) -> str:
        """A text, which may be empty."""
        if not isinstance(self.value, str):
            raise self.error("needs a text")
        return self.value.strip()

    def decimal(self) -> Decimal:
        """A number of zero or more."""
        try:
            number = Decimal(self.value)
        except (InvalidOperation, TypeError, ValueError):
            raise self.error(f"needs a number, and has “{self.value}”") from None
        if not number.is_finite() or number < 0:
            raise self.error("needs a number of zero or more")
        return number

    def percent(self) -> Decimal:
        """A percentage below 100."""
        number = self.decimal()
        if number >= 100:
            raise self.error("is a percentage below 100")
        return number

    def whole(self) -> int:
        """A whole number of zero or more."""
        number = self.decimal()
        if number != number.to_integral_value():
            raise self.error("needs a whole number")
        return int(number)

    def yes(self) -> bool:
        """yes or no."""
        if self.value not in ("yes", "no"):
            raise self.error(f"is yes or no, and has “{self.value}”")
        return bool(self.value == "yes")

    def day(self) -> date:
        """A day, as 2026-01-31."""
        try:
            return date.fromisoformat(self.text())
        except ValueError:
            raise self.error(f"needs a day like 2026-01-31, and has “{self.value}”") from None

    def one_of(self, kind: type[E]) -> E:
        """A word of an enumeration."""
        words = [one.value for one in kind]
        if self.value not in words:
            raise self.error(f"is {', '.join(words[:-1])} or {words[-1]}, and has “{self.value}”")
        return kind(self.value)

    def money(self, currency: str) -> Money | None:
        """An amount, None where it is empty."""
        return Money(self.decimal(), currency) if self.value != "" else None

    def tolerance(self) -> Tolerance:
        """A percentage and an absolute amount, both compulsory; `fires: both` needs both exceeded (rules M2, M3)."""
        self.only("percent", "absolute", "fires")
        fires = self.maybe("fires")
        both = fires is not None and fires.value == "both"
        if fires is not None and fires.value not in ("first", "both"):
            raise fires.error(f"is first or both, and has “{fires.value}”")
        return Tolerance(self.at("percent").decimal(), self.at("absolute").decimal(), both)
