"""The background: reads waiting documents, learns, delivers the outboxes, follows up events, synchronises. Three threads, no more.

Reading has its own thread because a scan takes seconds; the mailbox is looked into before it, and learning follows it there.
Everything that talks to the ERP shares one, so that writes to it are one at a time, as Omie wants.
Messages to people have the third: a slow service must not hold up the ERP.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from ap_engine import workflow
from ap_engine.engine import Engine
from ap_engine.extraction import learner
from ap_engine.model.errors import ErpError, Refusal
from ap_engine.model.lifecycle import State
from ap_engine.workflow.bank import EVERY as BALANCES_EVERY
from ap_engine.workflow.bank import fetch_balances
from ap_engine.workflow.learning import Learner, forget_rejected, learn_from, waiting_lessons
from ap_engine.workflow.mail import take_in_mail
from ap_engine.workflow.master_data import post_approved, reexamine_held
from ap_engine.workflow.reminding import EVERY as REMINDERS_EVERY

log = logging.getLogger("ap_engine.jobs")

PAYMENTS_EVERY = 300.0
MASTER_DATA_EVERY = 1800.0
MAIL_EVERY = 30.0
# Some holds end when time has passed (the first day on which a new account may be paid).
HOLDS_EVERY = 3600.0
AFTER_FAILURE = 60.0
PAUSE = 1.0
RESTS = 9


@dataclass(slots=True)
class _Regular:
    """Something that is done every so often, and sooner again after it failed."""

    name: str
    every: float
    work: Callable[[], object]
    due: float = 0.0

    def when_due(self, now: float) -> None:
        if now >= self.due:
            self.due = now + (self.every if _safely(self.name, self.work) else AFTER_FAILURE)


@dataclass(slots=True)
class Jobs:
    """The running background threads."""

    engine: Engine
    stopping: threading.Event = field(default_factory=threading.Event)
    threads: list[threading.Thread] = field(default_factory=list)

    def stop(self) -> None:
        """Let the threads finish what they are doing, then end."""
        self.stopping.set()
        self.engine.wake.set()
        for thread in self.threads:
            thread.join(timeout=30)


def start(engine: Engine) -> Jobs:
    """Start the background threads."""
    jobs = Jobs(engine)
    for name, work in (("reading", _reading), ("erp", _erp), ("push", _push)):
        thread = threading.Thread(target=work, args=(jobs,), name=f"ap-{name}", daemon=True)
        jobs.threads.append(thread)
        thread.start()
    return jobs


def read_waiting(engine: Engine, stopping: threading.Event | None = None) -> int:
    """Read every document that waits to be read; the number read. One that defeats the reader does not stop the others.

    A file with several invoices brings further ones to be read: they are, in the same call.
    """
    tried: set[str] = set()
    read = 0
    while waiting := _unread(engine, tried):
        for invoice_id in waiting:
            if stopping is not None and stopping.is_set():
                return read
            tried.add(invoice_id)
            read += _safely("reading", partial(workflow.read_document, engine, invoice_id))
    return read


def _unread(engine: Engine, but: set[str]) -> list[str]:
    with engine.store.snapshot() as tx:
        return [invoice_id for invoice_id in tx.invoices.in_state(State.RECEIVED) if invoice_id not in but]


def learn_waiting(engine: Engine, stopping: threading.Event | None = None, learn: Learner = learner.learn) -> int:
    """Learn from every invoice that was reconciled since; the number of lessons drawn. Documents to be read come first."""
    _safely("forgetting", partial(forget_rejected, engine))
    unread = set(_unread(engine, set()))  # these defeated the reader just now; only what comes after them goes first
    tried: set[str] = set()
    drawn = 0
    while waiting := [one for one in waiting_lessons(engine) if one not in tried]:
        for invoice_id in waiting:
            if (stopping is not None and stopping.is_set()) or _unread(engine, unread):
                return drawn
            tried.add(invoice_id)
            drawn += _safely("learning", partial(learn_from, engine, invoice_id, learn))
    return drawn


def _reading(jobs: Jobs) -> None:
    seen = -1
    mail = _Regular("mail", MAIL_EVERY, lambda: take_in_mail(jobs.engine))
    while not jobs.stopping.wait(0 if jobs.engine.store.version != seen else PAUSE / 4):
        mail.when_due(time.monotonic())
        seen = jobs.engine.store.version
        read_waiting(jobs.engine, jobs.stopping)
        _safely("learning", partial(learn_waiting, jobs.engine, jobs.stopping))


def _erp(jobs: Jobs) -> None:
    engine = jobs.engine
    regular = [
        _Regular("master data", MASTER_DATA_EVERY, lambda: workflow.sync_master_data(engine)),
        _Regular("payments", PAYMENTS_EVERY, lambda: workflow.sync_payments(engine)),
        _Regular("time", HOLDS_EVERY, lambda: (reexamine_held(engine), post_approved(engine))),
        _Regular("bank balances", BALANCES_EVERY.total_seconds(), lambda: fetch_balances(engine)),
    ]
    seen: tuple[int, str] = (-1, "")
    rested = 0.0
    while not jobs.stopping.is_set():
        _safely("events", lambda: workflow.handle_erp_events(engine))
        _safely("outbox", lambda: workflow.deliver(engine))
        for work in regular:
            work.when_due(time.monotonic())
        # A version of the policy begins at midnight, and nothing is written then (rule M14).
        standing = (engine.store.version, engine.policy.version)
        if standing != seen and time.monotonic() >= rested:
            seen, began = standing, time.monotonic()
            _safely("holds", lambda: reexamine_held(engine))
            # Looking at many again takes time from those who write: it rests as long as nine times what it took.
            rested = time.monotonic() + RESTS * (time.monotonic() - began)
        engine.wake.wait(PAUSE)
        engine.wake.clear()


def _push(jobs: Jobs) -> None:
    engine = jobs.engine
    reminders = _Regular("reminders", REMINDERS_EVERY, lambda: workflow.remind(engine))
    while not jobs.stopping.wait(PAUSE):
        reminders.when_due(time.monotonic())
        _safely("messages", lambda: workflow.deliver_pushes(engine))


def _safely(name: str, work: Callable[[], object]) -> bool:
    """Do one piece of work; what goes wrong is logged with its trace and tried again in the next round."""
    try:
        work()
    except (ErpError, Refusal) as error:
        log.warning("%s: %s", name, error)
        return False
    except Exception:  # a thread that dies would silently stop the business
        log.exception("%s failed", name)
        return False
    return True
