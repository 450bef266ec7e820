"""What the command line asks of the books. Done here directly, or by the running application over HTTP: the same functions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from ap_engine import control_policy, jobs, queries, workflow
from ap_engine.engine import Engine
from ap_engine.model.errors import Refusal
from ap_engine.model.money import Money
from ap_engine.model.parties import SYSTEM
from ap_engine.rules.statement import LedgerEntry, StatementLine, StatementResult
from ap_engine.views import TemplateRow

Answer = dict[str, Any]


def ingest(engine: Engine, arguments: Mapping[str, Any]) -> Answer:
    """Take in files by path: {"paths": [...]}. Each answers with its invoice, or with why it was refused."""
    results = []
    for name in arguments["paths"]:
        path = Path(name)
        try:
            with path.open("rb") as stream:
                received = workflow.receive_document(engine, SYSTEM, stream, path.name, "folder")
            results.append(
                {"file": name, "invoice": received.invoice_id, "already": received.already, "message": received.message}
            )
        except (Refusal, OSError) as error:
            results.append({"file": name, "invoice": None, "already": False, "message": str(error)})
    return {"files": results}


def read(engine: Engine, arguments: Mapping[str, Any]) -> Answer:
    """Read what waits to be read."""
    del arguments
    return {"read": jobs.read_waiting(engine)}


def status(engine: Engine, arguments: Mapping[str, Any]) -> Answer:
    """How many invoices are in which state, and how the ERP is doing."""
    del arguments
    health = queries.erp_health(engine)
    return {
        "invoices": {state.value: count for state, count in queries.counts(engine).items()},
        "erp": {"name": health.name, "address": health.address, "waiting": health.waiting, "parked": health.parked},
    }


def deliver(engine: Engine, arguments: Mapping[str, Any]) -> Answer:
    """Send what waits in the outbox."""
    del arguments
    return {"settled": workflow.deliver(engine)}


def sync(engine: Engine, arguments: Mapping[str, Any]) -> Answer:
    """Fetch master data, bank balances and payments from the ERP."""
    del arguments
    workflow.sync_master_data(engine)
    workflow.fetch_balances(engine, on_demand=True)
    return {"changed": workflow.sync_payments(engine)}


def audit_verify(engine: Engine, arguments: Mapping[str, Any]) -> Answer:
    """Walk the chain of the audit log."""
    del arguments
    return asdict(queries.audit_chain(engine))


def backup(engine: Engine, arguments: Mapping[str, Any]) -> Answer:
    """Write a backup of books and originals into a new folder: {"folder": …}."""
    folder = Path(arguments["folder"])
    engine.store.backup(folder)
    return {"folder": str(folder)}


def templates(engine: Engine, arguments: Mapping[str, Any]) -> Answer:
    """The supplier templates that the books have, in force or not, each in one line."""
    del arguments
    rows = [row for row in queries.templates(engine) if row.version]
    return {"templates": [{"name": row.name, "text": _in_a_line(row)} for row in rows]}


def _in_a_line(row: TemplateRow) -> str:
    examples = "1 example" if row.examples == 1 else f"{row.examples} examples"
    parts = [row.supplier, f"version {row.version}, {row.origin.value}, {examples}, {row.documents} reconciled"]
    parts += ["instead of the file"] if row.overrides_file else []
    parts += [] if row.in_force else ["NOT IN FORCE"]
    parts += [f"WRONG. {row.mistake}"] if row.mistake else []
    parts += [f"ALARM: {row.alarm.words}"] if row.alarm else []
    return " · ".join(parts)


def template_text(engine: Engine, arguments: Mapping[str, Any]) -> Answer:
    """A template's YAML: {"name": …}."""
    return {"yaml": queries.template_text(engine, arguments["name"])}


def statement(engine: Engine, arguments: Mapping[str, Any]) -> Answer:
    """A supplier's statement against the books: {"supplier": id, "lines": [{"number", "issued", "amount"}]}."""
    with engine.store.snapshot() as tx:
        tx.suppliers.get(arguments["supplier"])
    lines = [
        StatementLine(
            line["number"],
            date.fromisoformat(line["issued"]) if line["issued"] else None,
            Money(Decimal(line["amount"]), engine.company.currency),
        )
        for line in arguments["lines"]
    ]
    return {"rows": [_statement_row(row) for row in queries.statement(engine, arguments["supplier"], lines)]}


def _statement_row(row: StatementResult) -> Answer:
    def cells(one: StatementLine | LedgerEntry | None) -> Answer | None:
        if one is None:
            return None
        issued = one.issued.isoformat() if one.issued else ""
        told: Answer = {"number": one.number, "issued": issued, "amount": str(one.amount) if one.amount else ""}
        return told | ({"invoice_id": one.invoice_id} if isinstance(one, LedgerEntry) else {})

    return {"standing": row.standing.value, "line": cells(row.line), "entry": cells(row.entry), "differs": list(row.differs)}


ACTIONS: dict[str, Callable[[Engine, Mapping[str, Any]], Answer]] = {
    "ingest": ingest,
    "read": read,
    "status": status,
    "deliver": deliver,
    "sync": sync,
    "audit-verify": audit_verify,
    "backup": backup,
    "templates": templates,
    "template-text": template_text,
    "policies": control_policy.policies,
    "policy-backtest": control_policy.policy_backtest,
    "statement": statement,
}
