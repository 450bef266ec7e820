"""The process is killed (-9) on the way from approval to the ERP: one payable, one attachment, nothing lost."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from ap_engine import workflow
from ap_engine.model.lifecycle import State
from ap_engine.store import audit_log
from ap_engine.workflow import approval
from tests.house import House, furnish, opened, sandbox
from tests.workflow.trade import BAKERY, Bill, approve, deliver, history, now, pending, reference

ROOT = Path(__file__).parents[2]
CALL = "import sys; from tests.crash.test_kill_between_approval_and_posting import worker; worker(*sys.argv[1:])"


def die(*_: object, **__: object) -> None:
    """As if the power went."""
    os.kill(os.getpid(), signal.SIGKILL)


def then_die(deed: Callable[..., Any]) -> Callable[..., Any]:
    """The deed is done; then the power goes."""

    def done(*args: Any, **kwargs: Any) -> None:
        deed(*args, **kwargs)
        die()

    return done


def before_the_approval_is_committed(house: House) -> None:
    approval.to_erp = then_die(approval.to_erp)  # state, history and message are written, nothing is committed


def after_the_approval_is_committed(house: House) -> None:
    workflow.deliver = die


def after_it_was_marked_as_being_sent(house: House) -> None:
    house.engine.erp.post_payable = die  # type: ignore[method-assign]


def after_the_erp_has_it(house: House) -> None:
    house.engine.erp.post_payable = then_die(house.engine.erp.post_payable)  # type: ignore[method-assign]


def while_it_is_looked_up(house: House) -> None:
    house.engine.erp.find_payable = die  # type: ignore[method-assign]


def before_the_document_is_attached(house: House) -> None:
    house.engine.erp.attach = die  # type: ignore[method-assign]


def after_the_document_is_attached(house: House) -> None:
    house.engine.erp.attach = then_die(house.engine.erp.attach)  # type: ignore[method-assign]


POINTS = {
    point.__name__: point
    for point in (
        before_the_approval_is_committed,
        after_the_approval_is_committed,
        after_it_was_marked_as_being_sent,
        after_the_erp_has_it,
        while_it_is_looked_up,
        before_the_document_is_attached,
        after_the_document_is_attached,
    )
}


def worker(data: str, address: str, invoice_id: str, point: str) -> None:
    """A process of its own: the last approval and the delivery, with the power failing at `point`."""
    with opened(Path(data), address) as house:
        POINTS[point](house)
        invoice = now(house, invoice_id)
        if invoice.state is State.PENDING_APPROVAL:
            approve(house, invoice, "saulo")
        while workflow.deliver(house.engine):
            pass


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """An ERP that goes on while the engine dies."""
    with sandbox(tmp_path) as running:
        yield running


CRASHES = [
    *((name,) for name in POINTS if name != while_it_is_looked_up.__name__),
    (after_the_erp_has_it.__name__, while_it_is_looked_up.__name__, while_it_is_looked_up.__name__),
    (after_it_was_marked_as_being_sent.__name__, after_the_erp_has_it.__name__, after_the_document_is_attached.__name__),
]


@pytest.mark.parametrize("points", CRASHES, ids=" and ".join)
def test_killed(tmp_path: Path, address: str, points: tuple[str, ...]) -> None:
    data = tmp_path / "data"
    with opened(data, address) as house:
        furnish(house, BAKERY)
        invoice = pending(house, Bill("1", BAKERY))
        approve(house, invoice, "ines")
    for point in points:
        ended = subprocess.run(
            [sys.executable, "-c", CALL, str(data), address, invoice.id, point],
            cwd=ROOT, timeout=60, check=False, capture_output=True, text=True,
        )  # fmt: skip
        assert ended.returncode == -signal.SIGKILL, f"it was not killed at {point}: {ended.stderr[-2000:]}"
    with opened(data, address) as house:
        after = now(house, invoice)
        if points == (before_the_approval_is_committed.__name__,):
            assert after.state is State.PENDING_APPROVAL, "what was not committed did not happen"
            approve(house, invoice, "saulo")
        else:
            assert after.state in (State.POSTING, State.POSTED), "what was approved stays approved"
        deliver(house)
        after = now(house, invoice)
        (title,) = house.payables()
        assert title["codigo_lancamento_integracao"] == reference(after)
        assert (after.state, after.erp_id) == (State.POSTED, str(title["codigo_lancamento_omie"]))
        assert len(title["attachments"]) == 1
        events = history(house, invoice)
        for once in ("LastStepApproved", "PostingRequested", "ErpAccepted", "DocumentAttached"):
            assert events.count(once) == 1
        assert audit_log.verify(house.engine.store)[1] is None
        deliver(house)
        assert len(house.payables()) == 1
