"""What all steps share: a step that was done before answers with what became of it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from ap_engine.engine import Engine
from ap_engine.model.invoice import Invoice
from ap_engine.store import AlreadyDone

Rest = ParamSpec("Rest")


class NothingToDo(Exception):
    """Nothing came of the step: its transaction is rolled back, so that it can be tried again, and nobody is woken."""

    def __init__(self, invoice: Invoice) -> None:
        self.invoice = invoice
        super().__init__(invoice.id)


def once(
    step: Callable[Concatenate[Engine, Rest], Invoice],
) -> Callable[Concatenate[Engine, Rest], Invoice]:
    """A step that was already done with the same content (a double click, a retry) answers with the invoice as it is now."""

    @wraps(step)
    def call(engine: Engine, *args: Rest.args, **kwargs: Rest.kwargs) -> Invoice:
        try:
            invoice = step(engine, *args, **kwargs)
        except AlreadyDone as done:
            with engine.store.snapshot() as tx:
                return tx.invoices.get(done.subject)
        except NothingToDo as nothing:
            return nothing.invoice
        engine.wake.set()
        return invoice

    return cast("Callable[Concatenate[Engine, Rest], Invoice]", call)
