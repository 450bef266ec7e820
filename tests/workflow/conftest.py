"""A furnished house for each test: real books, a real sandbox over HTTP."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house import House, furnish, opened, sandbox
from tests.workflow.trade import BAKERY, MILL


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    """The engine with two suppliers, beside its sandbox."""
    with sandbox(tmp_path) as address, opened(tmp_path / "data", address) as house:
        furnish(house, MILL, BAKERY)
        yield house
