"""`benchmark reading`: how well documents are read, against a truth file."""

from __future__ import annotations

import argparse
import json
import sys
from contextlib import ExitStack

from ap_engine.benchmark.report import tables
from ap_engine.benchmark.run import Judged, read_all, read_stream
from ap_engine.benchmark.tally import tallies
from ap_engine.benchmark.truth import FIELDS, load

_ORDINALS = ("1st", "2nd", "3rd")


def reading(options: argparse.Namespace) -> int:
    """Read every document of the truth file and print what was right, wrong and left open; status 2 for bad arguments."""
    for path in (options.truth, options.root):
        if not path.exists():
            print(f"benchmark reading: no such file or folder: {path}", file=sys.stderr)
            return 2
    try:
        truths = list(load(options.truth, options.root))
    except ValueError as error:
        print(f"benchmark reading: {error}", file=sys.stderr)
        return 2
    with ExitStack() as stack:
        out = stack.enter_context(options.predictions.open("w", encoding="utf-8")) if options.predictions else None
        judged: list[Judged] = []
        for one in read_stream(truths) if options.stream else read_all(truths, options.workers):
            judged.append(one)
            if out:
                out.write(json.dumps(_prediction(one), ensure_ascii=False) + "\n")
    groups = {
        "all": tallies(("documents", one.verdict) for one in judged),
        "set": tallies((one.truth.set, one.verdict) for one in judged),
        "source": tallies((one.verdict.source.value, one.verdict) for one in judged),
    }
    if options.stream:
        groups["of a supplier, the"] = tallies(
            (_ordinal(one.nth), one.verdict) for one in sorted(_repeated(judged), key=lambda one: one.nth)
        )
    if options.json:
        print(json.dumps({title: {n: t.as_json() for n, t in found.items()} for title, found in groups.items()}))
        return 0
    for title, found in groups.items():
        for line in tables(title, found):
            print(line)
    return 0


def _repeated(judged: list[Judged]) -> list[Judged]:
    """The documents of suppliers that come more than once."""
    return [one for one in judged if one.nth_of > 1]


def _ordinal(nth: int) -> str:
    return _ORDINALS[nth - 1] if nth <= len(_ORDINALS) else "4th and later"


def _prediction(one: Judged) -> dict[str, object]:
    """What was read from one document, as the truth names it, with what is right beside it."""
    fields = {
        name: {"read": read, "right": right, "certain": certain, "truth": one.truth.values[name]}
        for name, (read, right, certain) in one.verdict.fields.items()
    }
    found = one.found
    return {
        "file": str(one.truth.values["file"]),
        "set": one.truth.set,
        "nth_of_supplier": one.nth,
        "source": one.verdict.source.value,
        "template": found.template,
        "fields": fields,
        "readings": {name: found.value(own) for name, own in FIELDS.items() if found.value(own) is not None},
        "lines": [
            {
                "code": line.item_code,
                "description": line.description,
                "quantity": line.quantity,
                "uom": line.unit,
                "unit_price": line.unit_price,
                "line_total": line.line_net,
            }
            for line in found.lines
        ],
        "lines_asked": one.verdict.lines_asked,
        "lines_right": one.verdict.lines_right,
        "problems": [problem.code for problem in found.problems],
        "milliseconds": one.verdict.milliseconds,
    }
