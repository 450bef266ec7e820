"""Money is a Decimal with a currency, rounded to the cent, and two currencies never add."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")


class CurrencyMismatch(ValueError):
    """Amounts in different currencies cannot be added or compared."""


def to_cents(amount: Decimal) -> Decimal:
    """Round half away from zero to two places, as invoices and DuckDB's DECIMAL(18,2) do."""
    return amount.quantize(CENT, rounding=ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class Money:
    """An amount of one currency (ISO 4217 code), always at two decimal places.

    >>> Money.of("10", "BRL") + Money.of("0.05", "BRL")
    Money(amount=Decimal('10.05'), currency='BRL')
    """

    amount: Decimal
    currency: str

    def __post_init__(self) -> None:
        if not isinstance(self.amount, Decimal):
            raise TypeError("money is a Decimal, never a float or an int")
        object.__setattr__(self, "amount", to_cents(self.amount))

    @classmethod
    def of(cls, amount: Decimal | str | int, currency: str) -> Money:
        """Money from text, a Decimal or whole units."""
        return cls(Decimal(amount), currency)

    @classmethod
    def zero(cls, currency: str) -> Money:
        """Nothing, in a currency."""
        return cls(Decimal(0), currency)

    def _same(self, other: Money) -> None:
        if self.currency != other.currency:
            raise CurrencyMismatch(f"{self.currency} and {other.currency}")

    def __add__(self, other: Money) -> Money:
        self._same(other)
        return Money(self.amount + other.amount, self.currency)

    def __sub__(self, other: Money) -> Money:
        self._same(other)
        return Money(self.amount - other.amount, self.currency)

    def __neg__(self) -> Money:
        return Money(-self.amount, self.currency)

    def __abs__(self) -> Money:
        return Money(abs(self.amount), self.currency)

    def __lt__(self, other: Money) -> bool:
        self._same(other)
        return self.amount < other.amount

    def __le__(self, other: Money) -> bool:
        self._same(other)
        return self.amount <= other.amount

    def __gt__(self, other: Money) -> bool:
        return other < self

    def __ge__(self, other: Money) -> bool:
        return other <= self

    def __bool__(self) -> bool:
        return self.amount != 0

    def __str__(self) -> str:
        return f"{self.currency} {self.amount}"


def total(amounts: Iterable[Money], currency: str) -> Money:
    """The sum of amounts of one currency; zero of it when there are none."""
    result = Money.zero(currency)
    for amount in amounts:
        result = result + amount
    return result


def sums(amounts: Iterable[Money | None]) -> tuple[Money, ...]:
    """The sum of each currency, by its code; what is no amount counts for nothing."""
    found: dict[str, Money] = {}
    for amount in amounts:
        if amount is not None:
            found[amount.currency] = found.get(amount.currency, Money.zero(amount.currency)) + amount
    return tuple(found[currency] for currency in sorted(found))
