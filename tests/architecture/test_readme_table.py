"""The README's table of states is the code's table of states."""

from __future__ import annotations

import re
from pathlib import Path

from ap_engine.model.lifecycle import TRANSITIONS

README = Path(__file__).parents[2] / "ap_engine" / "README.md"


def test_the_readme_shows_the_table_that_runs() -> None:
    text = README.read_text(encoding="utf-8").split("## The life of an invoice")[1].split("\n## ")[0]
    shown = set(re.findall(r"^\| (\w+) \| (\w+) \| (\w+) \|$", text, flags=re.MULTILINE)) - {("from", "event", "to")}
    assert shown == {(state.value, event.value, to.value) for (state, event), to in TRANSITIONS.items()}
