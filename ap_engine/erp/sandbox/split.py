"""`distribuicao`: the split of a title over departments. Omie's own words for a bad split are not known."""

from __future__ import annotations

from decimal import ROUND_DOWN, Decimal

from ap_engine.erp.forms import number, text
from ap_engine.erp.sandbox.calls import Desk
from ap_engine.erp.sandbox.fault import own
from ap_engine.erp.wire import Json
from ap_engine.model.money import CENT, to_cents

WHOLE = Decimal(100)


def checked_split(desk: Desk, rows: list[Json], total: Decimal) -> list[Json]:
    """The split with names, percents and values filled in; refused when it does not add up or names no usable department."""
    if not rows:
        return []
    by_percent = ["nPerDep" in row for row in rows]
    if any(by_percent) != all(by_percent):
        raise own("A distribuição mistura percentuais e valores.")
    names = [_department(desk, text(row.get("cCodDep"))) for row in rows]
    percents, values = _from_percents(rows, total) if all(by_percent) else _from_values(rows, total)
    return [
        {"cCodDep": text(row.get("cCodDep")), "cDesDep": name, "nValDep": value, "nPerDep": percent}
        for row, name, value, percent in zip(rows, names, values, percents, strict=True)
    ]


def _department(desk: Desk, code: str) -> str:
    record = desk.books.by_code("department", code)
    if record is None:
        raise own(f"Departamento não cadastrado para o Código [{code}] !")
    if record.body.get("inativo") == "S" or record.body.get("nivel_totalizador") == "S":
        raise own(f"O departamento [{code}] está inativo ou é totalizador.")
    return text(record.body.get("descricao"))


def _from_percents(rows: list[Json], total: Decimal) -> tuple[list[Decimal], list[Decimal]]:
    percents = [number(row["nPerDep"]) for row in rows]
    if sum(percents) != WHOLE or min(percents) <= 0:
        raise own(f"A soma dos percentuais da distribuição é {sum(percents)}, e não 100.")
    if any("nValDep" in row for row in rows):
        values = [to_cents(number(row.get("nValDep"))) for row in rows]
        if sum(values) != total:
            raise own(f"A soma dos valores da distribuição é {sum(values)}, e não {total}.")
        return percents, values
    return percents, _cents(percents, total)


def _cents(percents: list[Decimal], total: Decimal) -> list[Decimal]:
    """Values to the cent that sum to the total: the largest remainders get the cents that are left."""
    exact = [total * percent / WHOLE for percent in percents]
    values = [value.quantize(CENT, rounding=ROUND_DOWN) for value in exact]
    left = int((total - sum(values)) / CENT)
    for place in sorted(range(len(exact)), key=lambda place: values[place] - exact[place])[:left]:
        values[place] += CENT
    return values


def _from_values(rows: list[Json], total: Decimal) -> tuple[list[Decimal], list[Decimal]]:
    values = [to_cents(number(row.get("nValDep"))) for row in rows]
    if sum(values) != total or min(values) <= 0:
        raise own(f"A soma dos valores da distribuição é {sum(values)}, e não {total}.")
    percents = [to_cents(value / total * WHOLE) for value in values]
    return [*percents[:-1], WHOLE - sum(percents[:-1])], values
