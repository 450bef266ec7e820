"""What every call of the sandbox works with: the books, the time, what arrived, and small readers of Omie's value forms."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from ap_engine.erp.forms import day_from_omie, day_to_omie, number, text, whole
from ap_engine.erp.sandbox.books import Books
from ap_engine.erp.sandbox.fault import no_records, own, required
from ap_engine.erp.wire import Json
from ap_engine.model.money import to_cents

LARGEST_PAGE = 100
WEBSERVICE = "WEBSERVICE"


@dataclass(frozen=True, slots=True)
class Desk:
    """Where a call is worked on. `announce` puts an event on the webhook queue, in the same transaction."""

    books: Books
    now: Callable[[], datetime]
    announce: Callable[[str, Any], None]

    def today(self) -> date:
        """Today in Brazil."""
        return self.now().date()

    def stamp(self, info: Json | None = None) -> Json:
        """The `info` block: included now, or changed now when there was one before."""
        day, hour = day_to_omie(self.today()), f"{self.now():%H:%M:%S}"
        changed = {"dAlt": day, "hAlt": hour, "uAlt": WEBSERVICE}
        return (info or {"dInc": day, "hInc": hour, "uInc": WEBSERVICE, "cImpAPI": "S"}) | changed


Handler = Callable[[Desk, Json], Json]


@dataclass(frozen=True, slots=True)
class Call:
    """One method of a service: the complex type of its param, and what does it."""

    type_name: str
    handler: Handler


def need(param: Json, *tags: str) -> None:
    """Refuse the first tag that is missing or empty."""
    for tag in tags:
        if param.get(tag) in (None, "", 0):
            raise required(tag)


def day_of(param: Json, tag: str) -> date | None:
    """A date; refused when there is something that is not dd/mm/yyyy."""
    said = text(param.get(tag))
    day = day_from_omie(said) if "/" in said else None
    if said and day is None:
        raise own(f"A tag [{tag}] não é uma data dd/mm/aaaa: [{said}]")
    return day


def amount_of(param: Json, tag: str) -> Decimal:
    """An amount to the cent that is not negative; zero when it is missing."""
    value = param.get(tag) or 0
    amount = number(value)
    if amount < 0 or (amount == 0 and str(value).strip("0.")):
        raise own(f"A tag [{tag}] não é um valor: [{value}]")
    return to_cents(amount)


def between(day: date | None, first: date | None, last: date | None) -> bool:
    """Whether a day is inside a period; an open end is no limit, and no day is only inside no period."""
    if first is None and last is None:
        return True
    return day is not None and (first is None or day >= first) and (last is None or day <= last)


def flag(value: Any) -> bool:
    """Omie's S, and the T and true of purchase orders."""
    return value is True or text(value).upper() in ("S", "T", "TRUE")


def cut(rows: list[Json], page: int, size: int) -> tuple[int, int, list[Json]]:
    """(page, pages, the page's rows); at most 100 rows a page, and an error when there is no such page."""
    page, size = max(page, 1), min(size or 50, LARGEST_PAGE)
    pages = -(-len(rows) // size)
    if page > pages:
        raise no_records(page)
    return page, pages, rows[(page - 1) * size : page * size]


def listing(rows: list[Json], param: Json, array: str) -> Json:
    """The answer of a list in the snake spelling."""
    page, pages, shown = cut(rows, whole(param.get("pagina")), whole(param.get("registros_por_pagina")))
    return {"pagina": page, "total_de_paginas": pages, "registros": len(shown), "total_de_registros": len(rows), array: shown}


def hungarian_listing(rows: list[Json], param: Json, array: str) -> Json:
    """The answer of a list in the spelling of mf and anexo."""
    page, pages, shown = cut(rows, whole(param.get("nPagina")), whole(param.get("nRegPorPagina")))
    return {"nPagina": page, "nTotPaginas": pages, "nRegistros": len(shown), "nTotRegistros": len(rows), array: shown}
