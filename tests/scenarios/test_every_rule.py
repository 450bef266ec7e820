"""The written cases are many enough, and none of the catalogue's rules on controls is without one."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

from tests.scenarios.scenario import Scenario

RULES = {*(f"M{n}" for n in range(1, 21)), *(f"D{n}" for n in range(1, 12)), *(f"F{n}" for n in range(1, 12)), "C9", "C10"}


def written() -> list[Scenario]:
    modules = (import_module(f"tests.scenarios.{path.stem}") for path in sorted(Path(__file__).parent.glob("test_*_cases.py")))
    return [scenario for module in modules for scenario in module.SCENARIOS]


def test_every_rule_has_its_cases() -> None:
    assert RULES - {scenario.rule for scenario in written()} == set()


def test_there_are_at_least_150_and_no_two_say_the_same() -> None:
    told = [(scenario.rule, scenario.words) for scenario in written()]
    assert len(told) >= 150
    assert len(set(told)) == len(told)
