"""Numbers, dates and tax ids as each language writes them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal


def english(amount: Decimal, places: int = 2) -> str:
    """1,234.56"""
    return f"{amount:,.{places}f}"


def continental(amount: Decimal, places: int = 2) -> str:
    """1.234,56"""
    return english(amount, places).translate(str.maketrans(",.", ".,"))


def quantity(amount: Decimal) -> str:
    """A quantity without idle zeros, decimal comma."""
    text = f"{amount.normalize():f}"
    return text.replace(".", ",")


def day(when: date) -> str:
    """31/12/2026"""
    return f"{when:%d/%m/%Y}"


def german_day(when: date) -> str:
    """31.12.2026"""
    return f"{when:%d.%m.%Y}"


def english_day(when: date) -> str:
    """31 December 2026"""
    months = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ]
    return f"{when.day} {months[when.month - 1]} {when.year}"


def month(when: date) -> str:
    """março/2026"""
    months = [
        "janeiro",
        "fevereiro",
        "março",
        "abril",
        "maio",
        "junho",
        "julho",
        "agosto",
        "setembro",
        "outubro",
        "novembro",
        "dezembro",
    ]
    return f"{months[when.month - 1]}/{when.year}"


def cnpj(tax_id: str) -> str:
    """12.345.678/0001-95; a number of another kind stays as it is."""
    if len(tax_id) != 14:
        return tax_id
    return f"{tax_id[:2]}.{tax_id[2:5]}.{tax_id[5:8]}/{tax_id[8:12]}-{tax_id[12:]}"


def grouped(text: str, size: int = 4) -> str:
    """Groups of characters with a space between."""
    return " ".join(text[at : at + size] for at in range(0, len(text), size))
