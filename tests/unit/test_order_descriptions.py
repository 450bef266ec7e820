"""Which descriptions mean the same thing: the table that the threshold is chosen by."""

from __future__ import annotations

import pytest

from ap_engine.rules.order_descriptions import ALIKE_FROM, alike, reads_like
from tests.unit.trade import POLICY, fields, line, order, order_line

SAME = [
    ("Wheat flour type 1", "Farinha/wheat flour TYPE 1 25kg"),
    ("Cabo de rede Cat6 305 m", "CABO REDE CAT.6 CX 305M"),
    ("Papel A4 75 g", "Papel sulfite A4 75g resma 500 fls"),
    ("Manutenção elevadores - outubro", "Manutencao de elevadores ref. outubro"),
    ('Notebook 14" i5 16 GB', "Notebook Dell Latitude 14 i5 16GB 512GB"),
    ("Toner HP 85A preto", "Toner preto HP 85A (CE285A)"),
    ("Schrauben M8 x 40 verzinkt", "Schraube M8x40 verzinkt DIN 933"),
    ("Consulting services October", "Consulting services, Oct. 2026"),
    ("Office chair, black", "Office chair ergonomic black w/ arms"),
    ("Tubo PVC 50 mm", "Tubo de PVC 50mm barra 6m"),
    ("Disjuntor 20A monopolar", "DISJUNTOR MONOPOLAR 20 A"),
    ("Luva nitrílica G", "Luva nitrilica tam. G cx 100"),
    ("Olio motore 5W30", "Olio motore 5W-30 1 L"),
]
DIFFERENT = [
    ("Wheat flour type 1", "Wheat flour type 2"),
    ("Wheat flour type 1", "Rye flour type 1"),
    ("Cabo de rede Cat6 305 m", "Cabo de rede Cat5e 305 m"),
    ("Parafuso sextavado M8 x 40", "Parafuso sextavado M10 x 40"),
    ("Parafuso sextavado M8 x 40", "Porca sextavada M8"),
    ("Papel A4 75 g", "Papel A3 75 g"),
    ("Manutenção elevadores - outubro", "Manutenção jardim - outubro"),
    ("Toner HP 85A preto", "Toner HP 83A preto"),
    ("Consulting services October", "Cleaning services October"),
    ("Office chair, black", "Office desk, black"),
    ("Tubo PVC 50 mm", "Tubo PVC 100 mm"),
    ("Disjuntor 20A monopolar", "Disjuntor 32A monopolar"),
    ("Luva nitrílica G", "Luva nitrílica P"),
    ("Frete", "Wheat flour type 1"),
    ("Serviço", "Serviço de limpeza mensal"),
]
# Known to be missed: three abbreviated words. A miss costs a suggestion; a wrong pair would suggest a wrong order.
ABBREVIATED = ("Parafuso sextavado M8 x 40", "PARAF. SEXT. M8X40 ZINCADO")


@pytest.mark.parametrize(("ours", "theirs"), SAME)
def test_the_same_thing(ours: str, theirs: str) -> None:
    assert alike(ours, theirs) >= ALIKE_FROM


@pytest.mark.parametrize(("ours", "theirs"), DIFFERENT)
def test_another_thing(ours: str, theirs: str) -> None:
    assert alike(ours, theirs) < ALIKE_FROM


def test_the_threshold_lies_between_them_with_room() -> None:
    assert max(alike(*pair) for pair in DIFFERENT) + 1 < ALIKE_FROM < min(alike(*pair) for pair in SAME)


def test_what_is_missed_is_known() -> None:
    assert alike(*ABBREVIATED) < ALIKE_FROM


def chairs(number: str, description: str = "Office chair, black", price: str = "300.00"):  # type: ignore[no-untyped-def]
    return order(number, order_line(1, "C1", "8", price, description=description))


BILLED = fields(line(1, None, "3", "303.00", description="Office chair ergonomic black"), orders=())


def test_the_one_order_that_reads_like_it_within_the_price_tolerance() -> None:
    found = reads_like(BILLED, [chairs("1"), chairs("2", "Office desk, oak")], POLICY.terms.price)
    assert found is not None
    assert found.number == "1"


def test_none_when_the_next_is_as_good_or_the_price_is_another() -> None:
    assert reads_like(BILLED, [chairs("1"), chairs("2")], POLICY.terms.price) is None
    assert reads_like(BILLED, [chairs("1", price="250.00")], POLICY.terms.price) is None
