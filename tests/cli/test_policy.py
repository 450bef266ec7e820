"""`policy list` and `policy backtest`, over books that nobody holds and beside the application that does."""

from __future__ import annotations

import json
from pathlib import Path

from ap_engine.engine import open_engine
from ap_engine.settings import ROOT, from_environment
from tests.bench.policies import fill
from tests.cli.test_books import run, surroundings  # noqa: F401  a fixture

SHIPPED = ROOT / "data" / "policy.yaml"


def test_versions_and_a_policy_tried(surroundings: dict[str, str], tmp_path: Path) -> None:  # noqa: F811
    engine = open_engine(from_environment(surroundings))
    try:
        fill(engine, 200)
    finally:
        engine.close()
    listed = run(surroundings, "policy", "list")
    assert listed.stdout.startswith("2026-01: from 2026-01-01, IN FORCE · proposed by system"), listed.stderr
    same = run(surroundings, "policy", "backtest", "--policy", str(SHIPPED))
    assert "tried on 200 invoices" in same.stdout
    wide = tmp_path / "wide.yaml"
    text = SHIPPED.read_text(encoding="utf-8").replace(
        'price: {percent: "2", absolute: "50.00"}', 'price: {percent: "9", absolute: "900"}'
    )
    wide.write_text(text.replace('"2026-01"', '"2026-02"'), encoding="utf-8")
    tried = json.loads(run(surroundings, "policy", "backtest", "--policy", str(wide), "--json").stdout)
    assert {row["effect"]: row["count"] for row in tried["effects"]} == {
        "passes": 170, "held": 10, "passes_released": 15, "leaked": 5,
    }  # fmt: skip
    none = json.loads(run(surroundings, "policy", "backtest", "--policy", str(wide), "--since", "2030-01-01", "--json").stdout)
    assert none["judged"] == 0
    wide.write_text(text.replace('percent: "9"', 'percent: ""'), encoding="utf-8")
    wrong = run(surroundings, "policy", "backtest", "--policy", str(wide))
    assert (wrong.returncode, "price: percent needs a number" in wrong.stderr) == (1, True)
    assert run(surroundings, "policy", "backtest", "--policy", str(tmp_path / "none.yaml")).returncode == 2
