"""A case in the words of the trade: which rule it is about, what happens, and what must come of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest


@dataclass(frozen=True, slots=True)
class Scenario:
    """`rule` is an id of the rule catalogue (M4, D6, F2 …); `outcome` runs the rules, and must equal `expected`."""

    rule: str
    words: str
    outcome: Callable[[], object]
    expected: object

    def hold(self) -> None:
        """Run it."""
        assert self.outcome() == self.expected


def table(scenarios: tuple[Scenario, ...]) -> pytest.MarkDecorator:
    """The parametrisation of a test by scenarios, named by rule and words."""
    return pytest.mark.parametrize("scenario", [pytest.param(one, id=f"{one.rule}: {one.words}") for one in scenarios])
