"""Who may bring documents in, and how two who take up the same one wait for each other."""

from __future__ import annotations

from threading import Lock

from ap_engine.model.errors import NotAllowed
from ap_engine.model.parties import SYSTEM, Person, Role
from ap_engine.model.portal import supplier_behind
from ap_engine.store import Transaction

MAY_ENTER = (Role.CLERK, Role.FINANCE, Role.ADMINISTRATOR)
_TURNS = tuple(Lock() for _ in range(64))


def may_enter(tx: Transaction, actor: str) -> Person | None:
    """The person, who may enter and correct invoices; None for the engine itself. Raises NotAllowed."""
    person = tx.people.find(actor)
    if actor != SYSTEM and (person is None or not person.active or not person.has(*MAY_ENTER)):
        raise NotAllowed("Invoices are entered by clerks, finance and administrators.")
    return person


def may_send(tx: Transaction, actor: str) -> None:
    """Whoever may enter invoices, or a supplier by its own link: a supplier sends documents and confirms nothing.

    Raises NotAllowed, UnknownSupplier.
    """
    supplier_id = supplier_behind(actor)
    if supplier_id is None:
        may_enter(tx, actor)
    else:
        tx.suppliers.get(supplier_id)


def turn_of(invoice_id: str) -> Lock:
    """The lock under which a document is read: of two who read it the second finds it read. A few documents share one."""
    return _TURNS[hash(invoice_id) % len(_TURNS)]
