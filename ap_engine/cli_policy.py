"""`policy list | backtest`: the versions of the policy, and what another one would have done with the invoices of the past."""

from __future__ import annotations

import argparse
import json
import sys
from typing import Any

from ap_engine.cli_books import ask


def list_(options: argparse.Namespace) -> int:
    """Every version in a line: the day from which it counts, where it stands, who proposed and who agreed, why."""
    del options
    for row in ask("policies", {})["policies"]:
        print(f"{row['version']}: {row['text']}")
    return 0


def backtest_(options: argparse.Namespace) -> int:
    """Try a policy file on history. Status 1 for a file that is no policy; nothing is written."""
    if not options.policy.is_file():
        print(f"policy backtest: no such file: {options.policy}", file=sys.stderr)
        return 2
    text = options.policy.read_text(encoding="utf-8")
    answer = ask("policy-backtest", {"yaml": text, "since": options.since.isoformat() if options.since else ""})
    if "mistake" in answer:
        print(f"policy backtest: {answer['mistake']}", file=sys.stderr)
        return 1
    print(json.dumps(answer, ensure_ascii=False, indent=2) if options.json else _table(answer))
    return 0


def _table(answer: dict[str, Any]) -> str:
    lines = [f"Version {answer['version']}, tried on {answer['judged']} invoices{answer['since']}:"]
    for row in answer["effects"]:
        stake = f", {row['at_stake']} at stake" if row["at_stake"] else ""
        lines.append(f"  {row['effect']:20} {row['count']:>7}  {row['amount']}{stake}")
        lines += [f"      {invoice}" for invoice in row["invoices"]]
    if answer["unknown"]:
        lines.append(f"  History cannot say what this would have done: {', '.join(answer['unknown'])}")
    return "\n".join(lines)
