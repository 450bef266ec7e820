from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.contract.running import Company, RunningSandbox, furnished


@pytest.fixture
def sandbox(tmp_path: Path) -> Iterator[RunningSandbox]:
    running = RunningSandbox(tmp_path / "books.sqlite").start()
    yield running
    running.stop()


@pytest.fixture
def company(sandbox: RunningSandbox) -> Company:
    return furnished(sandbox.omie())
