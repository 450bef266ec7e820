"""The process is killed (-9) while it learns from a reconciled invoice: the lesson is drawn once, with the same result."""

from __future__ import annotations

import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from ap_engine import jobs, queries
from ap_engine.engine import Engine
from ap_engine.model.learning import Origin
from ap_engine.store import audit_log
from ap_engine.workflow import learning
from tests.crash.test_kill_between_approval_and_posting import ROOT, die, then_die
from tests.house import House, furnish, opened, sandbox
from tests.workflow.cables import read_of, reconcile, upload
from tests.workflow.papers import CABLES

CALL = "import sys; from tests.crash.test_kill_while_learning import worker; worker(*sys.argv[1:])"


def while_the_words_are_read(house: House) -> None:
    house.engine.reader.words = die  # type: ignore[method-assign, assignment]


def before_the_lesson_is_committed(house: House) -> None:
    learning.record = then_die(learning.record)  # document, template and alarm are written, nothing is committed


def after_the_lesson_is_committed(house: House) -> None:
    house.engine.store._note.write = die  # type: ignore[method-assign, assignment]


def before_the_reader_has_the_template(house: House) -> None:
    record = learning.record

    def and_then(*arguments: object) -> None:
        record(*arguments)  # type: ignore[arg-type]
        Engine.refresh_templates = die  # type: ignore[method-assign, assignment]

    learning.record = and_then  # type: ignore[assignment]


POINTS = {
    point.__name__: point
    for point in (
        while_the_words_are_read,
        before_the_lesson_is_committed,
        after_the_lesson_is_committed,
        before_the_reader_has_the_template,
    )
}


def worker(data: str, address: str, files: str, point: str) -> None:
    """A process of its own that learns, with the power failing at `point`."""
    with opened(Path(data), address, templates=Path(files)) as house:
        POINTS[point](house)
        jobs.learn_waiting(house.engine)


@pytest.mark.parametrize("point", POINTS)
def test_killed_while_learning(tmp_path: Path, point: str) -> None:
    data, files = tmp_path / "data", tmp_path / "files"
    with sandbox(tmp_path) as address:
        with opened(data, address, templates=files) as house:
            furnish(house, CABLES)
            house.engine.policy = replace(house.engine.policy, confirm_when_certain=False)
            invoice = reconcile(house, 1)
        ended = subprocess.run(
            [sys.executable, "-c", CALL, str(data), address, str(files), point],
            cwd=ROOT, timeout=60, check=False, capture_output=True, text=True,
        )  # fmt: skip
        assert ended.returncode == -signal.SIGKILL, f"it was not killed at {point}: {ended.stderr[-2000:]}"
        with opened(data, address, templates=files) as house:
            assert (jobs.learn_waiting(house.engine) == 1) == (point in list(POINTS)[:2]), "what was committed is not done again"
            assert jobs.learn_waiting(house.engine) == 0
            (document,) = queries.reconciled_documents(house.engine, CABLES.id)
            (row,) = queries.templates(house.engine)
            assert (document.invoice_id, row.origin, row.version) == (invoice.id, Origin.LEARNED, 1)
            assert read_of(house, upload(house, 2)).template == row.name, "the reader has what was learned"
            assert audit_log.verify(house.engine.store)[1] is None
