"""Values of the model to columns and back: money beside its currency, quantities to ten decimals, moments in UTC."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from ap_engine.model.errors import IncompleteInvoice
from ap_engine.model.money import Money

_MONEY_LIMIT = Decimal(10) ** 16  # DECIMAL(18,2)
_QUANTITY_LIMIT = Decimal(10) ** 18  # DECIMAL(28,10)
_QUANTITY_STEP = Decimal("1E-10")
_PERCENT_STEP = Decimal("1E-6")


def money_columns(money: Money | None) -> tuple[Decimal | None, str | None]:
    """(amount, currency), both None for no money. Raises IncompleteInvoice when the amount has more than 16 digits."""
    if money is None:
        return None, None
    return amount(money), money.currency


def amount(money: Money) -> Decimal:
    """The amount alone, where a currency column stands once for several amounts."""
    if abs(money.amount) >= _MONEY_LIMIT:
        raise IncompleteInvoice(f"({money} cannot be an amount)")
    return money.amount


def money_of(value: Decimal | None, currency: str | None) -> Money | None:
    """Money from its two columns."""
    if value is None or currency is None:
        return None
    return Money(value, currency)


def quantity(value: Decimal | None) -> Decimal | None:
    """A quantity or unit price as kept: rounded half up to ten decimals. Raises IncompleteInvoice from 10^18 on."""
    if value is None:
        return None
    if abs(value) >= _QUANTITY_LIMIT:
        raise IncompleteInvoice(f"({value} cannot be a quantity or a price)")
    return value.quantize(_QUANTITY_STEP, rounding=ROUND_HALF_UP)


def percent(value: Decimal) -> Decimal:
    """A percentage as kept: six decimals."""
    return value.quantize(_PERCENT_STEP, rounding=ROUND_HALF_UP)


def short(value: Decimal) -> Decimal:
    """A Decimal without the zeros that the column added: 2.0000000000 is 2, and 100 is 100, not 1E+2."""
    result = value.normalize()
    exponent = result.as_tuple().exponent
    return result.quantize(Decimal(1)) if isinstance(exponent, int) and exponent > 0 else result


def short_or_none(value: Decimal | None) -> Decimal | None:
    """As `short`, where there may be none."""
    return None if value is None else short(value)


def moment(value: Any) -> datetime:
    """A moment in UTC."""
    assert isinstance(value, datetime)
    return value.astimezone(UTC)


def moment_or_none(value: Any) -> datetime | None:
    """A moment in UTC, where there may be none."""
    return None if value is None else moment(value)
