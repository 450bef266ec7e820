"""A supplier mends its own invoice: it says which of its orders the invoice is for (row N6)."""

from __future__ import annotations

from dataclasses import replace

from ap_engine.engine import Engine
from ap_engine.model.commands_portal import NameOrder
from ap_engine.model.errors import IllegalTransition, IncompleteInvoice, NotAllowed, StaleVersion
from ap_engine.model.invoice import Invoice, InvoiceFields
from ap_engine.model.lifecycle import Event, State
from ap_engine.model.portal import supplier_behind
from ap_engine.model.purchasing import PurchaseOrder
from ap_engine.rules import holds
from ap_engine.rules.order_references import look_up
from ap_engine.workflow.case import Case
from ap_engine.workflow.check_match import open_orders
from ap_engine.workflow.flow import examine
from ap_engine.workflow.intake import confirm_again, rule_codes
from ap_engine.workflow.step import once

# Once it stands before the approvers an invoice is no longer the supplier's to change.
MENDABLE = (State.EXTRACTED, State.VALIDATED, State.MATCHED)
REASON = "The supplier named its order at the portal."


class NoSuchOrder(IncompleteInvoice):
    """We have no open order of yours with this number. Check it, or ask whoever ordered from you."""


@once
def name_order(engine: Engine, command: NameOrder) -> Invoice:
    """The order's number is corrected in the ordinary way: version + 1, match void, rules run anew, one audit entry.

    Only the supplier whose invoice it is, only one of its own open orders (whoever asks for another's learns nothing of
    it), and only before the approvers have it. Nothing else changes, so what was confirmed before stays confirmed; what
    nobody confirmed yet still waits for a colleague. Raises NotAllowed, NoSuchOrder, StaleVersion, IllegalTransition.
    """
    with engine.store.transaction(command, engine.now()) as tx:
        invoice = tx.invoices.get(command.invoice_id)
        supplier = tx.suppliers.find(invoice.fields.supplier_id or "")
        if supplier is None or supplier.id != supplier_behind(command.actor):
            raise NotAllowed
        if (invoice.version, invoice.revision) != (command.version, command.revision):
            raise StaleVersion
        if invoice.state not in MENDABLE:
            raise IllegalTransition(f"(NameOrder while {invoice.state.replace('_', ' ')})")
        case = Case(engine, tx, invoice)
        orders = open_orders(case, supplier)
        named = look_up((command.order_number.strip(),), orders)
        if len(named.orders) != 1:
            raise NoSuchOrder
        fields = _for_order(invoice.fields, named.orders[0], orders)
        _correct(case, fields, command.actor)
        examine(case)
        confirm_again(case)
        return case.save({"changes": {"purchase_order_references": named.orders[0].number}, "reason": REASON})


def _for_order(fields: InvoiceFields, order: PurchaseOrder, orders: tuple[PurchaseOrder, ...]) -> InvoiceFields:
    """The invoice is for this order; a line's own reference stays only where it names an order that there is."""
    lines = tuple(
        line
        if line.order_reference is None or look_up((line.order_reference,), orders).orders
        else replace(line, order_reference=None)
        for line in fields.lines
    )
    return replace(fields, purchase_order_references=(order.number,), lines=lines)


def _correct(case: Case, fields: InvoiceFields, actor: str) -> None:
    invoice = case.invoice
    case.tx.release_keys(invoice.id)
    changes: dict[str, object] = {
        "fields": fields,
        "version": invoice.version + 1,
        "match": None,
        "steps": (),
        "changed_by": invoice.changed_by | {actor},
        "holds": holds.settle(invoice.holds, (), rule_codes(), case.tx.at),
    }
    if invoice.state is State.EXTRACTED:
        # Nothing was confirmed yet: it stays where a correction leads, and the log has the same entry.
        case.invoice = replace(invoice, **changes)  # type: ignore[arg-type]
        case.events.append(Event.FIELDS_CORRECTED)
    else:
        case.happens(Event.FIELDS_CORRECTED, **changes)
