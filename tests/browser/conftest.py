"""A Chromium for a module's tests. One per module: its event loop must not outlive them in a worker's main thread."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.browser.running import launched


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A Chromium."""
    with launched() as chromium:
        yield chromium
