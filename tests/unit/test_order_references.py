"""An order's number as people write it, held against the supplier's own open orders."""

from __future__ import annotations

import pytest

from ap_engine.rules.order_references import bare, look_up, mentioned
from tests.unit.trade import order, order_line


def orders(*numbers: str) -> list:  # type: ignore[type-arg]
    return [order(number, order_line(1, "A", "1", "5")) for number in numbers]


# written, open orders, found, unknown, whether there is a doubt
WRITTEN: list[tuple[tuple[str, ...], tuple[str, ...], list[str], list[str], bool]] = [
    (("4711",), ("4711", "4712"), ["4711"], [], False),
    (("PO-0004711",), ("4711",), ["4711"], [], False),
    (("4711",), ("PO-0004711",), ["PO-0004711"], [], False),
    (("Pedido nº 4711",), ("4711",), ["4711"], [], False),
    (("Pedido de compra N° 4711",), ("4711",), ["4711"], [], False),
    (("Purchase Order No. 4711",), ("4711",), ["4711"], [], False),
    (("O.C. 4711",), ("4711",), ["4711"], [], False),
    (("Bestellung Nr. 4711 vom 02.10.2026",), ("4711",), ["4711"], [], False),
    (("4711/2025",), ("4711",), ["4711"], [], False),
    (("4711/2025",), ("4711", "2025"), ["4711"], [], False),
    (("2025/4711",), ("4711",), ["4711"], [], False),
    (("1900/2025",), ("1900", "2025"), ["1900"], [], False),
    (("4711/2025",), ("4711/2025", "4711"), ["4711/2025"], [], False),
    (("4711-2",), ("4711",), ["4711"], [], False),
    (("PO 4500 422 715",), ("4500422715",), ["4500422715"], [], False),
    (("PO", "4500", "422", "715"), ("4500422715",), ["4500422715"], [], False),
    (("4.500.422.715",), ("4500422715",), ["4500422715"], [], False),
    (("PC-2026/118",), ("PC-2026/118",), ["PC-2026/118"], [], False),
    (("2026/118",), ("PC-2026/118",), ["PC-2026/118"], [], False),
    (("4711, 4712 and 4713",), ("4711", "4712", "4713"), ["4711", "4712", "4713"], [], False),
    (("4711/4712",), ("4711", "4712"), ["4711", "4712"], [], False),
    (("4711", "4712"), ("4711", "4712"), ["4711", "4712"], [], False),
    (("4711, 4712 and 4713",), ("4711", "4713"), ["4711", "4713"], ["4712"], False),
    (("4711", "9999"), ("4711",), ["4711"], ["9999"], False),
    (("ABC4711",), ("4711",), [], ["ABC4711"], False),
    (("47110",), ("4711",), [], ["47110"], False),
    (("14711",), ("4711",), [], ["14711"], False),
    (("7",), ("7",), ["7"], [], False),
    (("4711 item 7",), ("4711", "7"), ["4711"], [], False),
    (("PO",), ("4711",), [], [], False),
    # What a scan makes of it, and what is there without its year: taken, and said.
    (("47I1",), ("4711",), ["4711"], [], True),
    (("45OO422715",), ("4500422715",), ["4500422715"], [], True),
    (("PO 45O1",), ("4501",), ["4501"], [], True),
    (("4711",), ("4711/2025",), ["4711/2025"], [], True),
    # More than one order would do: the longer one with a doubt, or a person says which.
    (("PO 4500 422 715",), ("4500422715", "4500"), ["4500422715"], [], True),
    (("4711",), ("4711/2025", "4711/2026"), [], ["4711"], False),
    (("Pedido 4711",), ("PO-4711", "OC-4711"), [], ["Pedido 4711"], False),
    (("OC-4711",), ("PO-4711", "OC-4711"), ["OC-4711"], [], False),
    (("47I1",), ("4711", "471I"), [], ["47I1"], False),
]


@pytest.mark.parametrize(("written", "open_", "found", "unknown", "doubt"), WRITTEN, ids=[f"{w[0]}|{w[1]}" for w in WRITTEN])
def test_a_loosely_written_reference(
    written: tuple[str, ...], open_: tuple[str, ...], found: list[str], unknown: list[str], doubt: bool
) -> None:
    named = look_up(written, orders(*open_))
    assert [o.number for o in named.orders] == found
    assert named.unknown == unknown
    assert bool(named.doubts) is doubt


@pytest.mark.parametrize(
    ("text", "said", "in_passing"),
    [
        ("Serviços conforme pedido 4711", ["4711"], []),
        ("Ref. PO-0004711, cabos", ["4711"], []),
        ("Cabos 4711", [], ["4711"]),
        ("Cabos 47110", [], []),
        ("Visita em 12/10/2025", [], []),
        ("Licenças 2025", [], []),
        ("Pedido 2025", ["2025"], []),
    ],
)
def test_an_order_inside_a_description(text: str, said: list[str], in_passing: list[str]) -> None:
    behind_a_word, alone = mentioned([text], orders("4711", "2025"))
    assert ([o.number for o in behind_a_word], [o.number for o in alone]) == (said, in_passing)


def test_what_is_left_of_a_reference() -> None:
    written = ("PO-0004711", "pedido nº 4711", "Ordem de compra: 4711", "N 4711", "4711")
    assert {bare(one) for one in written} == {"4711"}
    assert bare("ABC-77") == "ABC-77"
