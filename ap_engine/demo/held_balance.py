"""Invoices that there is no money for, or that are unusual: each risk by its name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from ap_engine.demo.billing import Desk
from ap_engine.demo.documents import DraftPayment, Format, payment_codes
from ap_engine.demo.history import energy, telephone
from ap_engine.demo.planned import Outcome, Scenario
from ap_engine.demo.present import ordered
from ap_engine.model.holds import HoldCode

_F = Format
_H = HoldCode


def held(desk: Desk) -> Iterator[Scenario]:
    """One for each kind."""
    yield _held(_telephone(desk), _H.UNEXPECTED_BILL)
    yield _round(desk)
    yield _dearer(desk)
    yield _new_account(desk)
    training = ordered(
        desk, "over-year-budget", "More than the year has for training", "PC-10240", 9, _F.ENGLISH_PDF, Outcome.PENDING_APPROVAL
    )
    yield _noted(training, _H.YEAR_BUDGET_EXCEEDED)
    licences = ordered(
        desk, "just-under-limit", "Three percent below what its leader may approve alone", "PC-10241", 11, _F.UBL_XML,
        Outcome.PENDING_APPROVAL,
    )  # fmt: skip
    yield _noted(licences, _H.RISK_UNDER_LIMIT)
    yield from _in_two_parts(desk)


def _held(scenario: Scenario, *holds: HoldCode) -> Scenario:
    return replace(scenario, outcome=Outcome.HELD, holds=holds)


def _noted(scenario: Scenario, *notices: HoldCode) -> Scenario:
    """On its way, with what whoever decides should know."""
    return replace(scenario, holds=notices)


def _telephone(desk: Desk) -> Scenario:
    """Another telephone bill days after the last one, and twice as dear."""
    draft = telephone(desk, 2, 160)
    return Scenario(
        "unexpected-telephone", "One telephone bill too many, and twice as dear", "araucaria", draft, _F.TELECOM_PDF,
        desk.received(2), Outcome.HELD, desk.standing_shares("araucaria"), desk.company.supplier("araucaria").supplier.category_code,
    )  # fmt: skip


def _round(desk: Desk) -> Scenario:
    """A round sum that no order explains."""
    draft = desk.draft("northgate", desk.item_lines("northgate", ((2, "8"),)), _F.ENGLISH_PDF, 5, orders=())
    scenario = Scenario(
        "round-sum", "22,000.00 sharp, for no order", "northgate", draft, _F.ENGLISH_PDF, desk.received(5), Outcome.HELD,
        category_code=desk.company.supplier("northgate").supplier.category_code,
    )  # fmt: skip
    return _held(scenario, _H.NO_ORDER, _H.RISK_ROUND_AMOUNT)


def _dearer(desk: Desk) -> Scenario:
    """A month of cleaning for no order, at a price that was never paid before."""
    lines = tuple(replace(line, unit_price=Decimal("12450.00")) for line in desk.item_lines("brilho", ((0, "1"),)))
    scenario = Scenario(
        "price-jump", "Dearer than it ever was", "brilho", desk.draft("brilho", lines, _F.NFSE_PDF, 3, orders=()), _F.NFSE_PDF,
        desk.received(3), Outcome.HELD, category_code=desk.company.supplier("brilho").supplier.category_code,
    )  # fmt: skip
    return _held(scenario, _H.NO_ORDER, _H.RISK_PRICE_JUMP)


def _new_account(desk: Desk) -> Scenario:
    """A power bill that nobody expects, with a PIX key that nothing was ever paid to: it may well be forged."""
    real = energy(desk, 3, 30100, 4050)
    key = "cobranca.energia@contarapida.demo.example"
    code = payment_codes.pix(key, real.issuer.name, real.issuer.city, real.gross_total, real.number)
    draft = replace(real, issuer=replace(real.issuer, pix_key=key), payment=DraftPayment(pix=code))
    scenario = Scenario(
        "new-account", "A power bill too many, and a PIX key never seen before", "energia-iguacu", draft, _F.BILL_PDF,
        desk.received(3), Outcome.HELD, desk.standing_shares("energia-iguacu"),
        desk.company.supplier("energia-iguacu").supplier.category_code,
    )  # fmt: skip
    return _held(scenario, _H.UNEXPECTED_BILL, _H.RISK_NEW_ACCOUNT)


def _in_two_parts(desk: Desk) -> Iterator[Scenario]:
    """Two bills of one order, a day apart: each within what the leader approves alone, together not."""
    first = ordered(
        desk, "first-part", "The first part of a job", "PC-10242", 13, _F.NFSE_PDF, Outcome.PENDING_APPROVAL, part=((1, "5"),)
    )
    yield first
    second = ordered(
        desk, "second-part", "The rest, a day later: together above the leader's limit", "PC-10242", 12, _F.NFSE_PDF,
        Outcome.PENDING_APPROVAL, part=((1, "3"),),
    )  # fmt: skip
    yield _noted(second, _H.RISK_SEVERAL_SAME_DAY)
