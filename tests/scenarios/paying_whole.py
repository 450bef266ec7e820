"""The cases on payment that want the whole engine: each opens a house of its own, and says what came of it."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal

from ap_engine import workflow
from ap_engine.demo.documents import DraftLine, Format, InvoiceDraft, render
from ap_engine.demo.documents.danfe import key_of
from ap_engine.demo.documents.nfe_event import cancellation
from ap_engine.demo.letterhead import Letterhead
from ap_engine.model.bank_changes import BankChange, BankDetails, CallOutcome
from ap_engine.model.commands_suppliers import DecideBankChange, RecordCallBack, RequestBankChange
from ap_engine.model.money import Money
from ap_engine.model.policy import Severity
from tests.house import HOME, House, place
from tests.scenarios.paying import OTHER, OURS, PHONE, house_of
from tests.workflow.trade import BAKERY, MILL, Bill, approve, confirm, deliver, held_for, now, order, receive, split

KNOWN = replace(BAKERY, iban=OURS, phone=PHONE)
_LETTER = Letterhead(MILL.name, "Moinho", MILL.tax_id, "Rua das Flores", "10", "Centro", "Campinas", "3509502", "SP",
                     "13010000", "19 3232-1000", "faturas@moinho.example")  # fmt: skip
_US = replace(_LETTER, name=HOME.name, trade_name="Casa", tax_id=HOME.tax_id, email="compras@casa.example")
_NFE = InvoiceDraft(_LETTER, _US, "4711", date(2026, 11, 10), date(2026, 12, 10), "BRL",
                    (DraftLine("FLOUR", "Wheat flour type 1", Decimal(10), "UN", Decimal("12.50")),), series="1", order_numbers=("PO-1",))  # fmt: skip


def ask(house: House, who: str = "clara", about: str | None = None, **new: str) -> BankChange:
    """Somebody asks for another account."""
    with house.engine.store.snapshot() as tx:
        last = tx.bank_changes.of_supplier(KNOWN.id)
    details = BankDetails(**({"iban": OTHER, "phone": PHONE} | new))
    command = RequestBankChange(who, KNOWN.id, details, "A letter.", last[0].id if last else "", about)
    return workflow.request_bank_change(house.engine, command)


def call(house: House, change: BankChange, who: str = "carlos", outcome: CallOutcome = CallOutcome.CONFIRMED) -> BankChange:
    """Somebody calls back."""
    command = RecordCallBack(who, change.id, len(change.calls) + 1, PHONE, "Dona Rosa", house.engine.now(), outcome)
    return workflow.record_call_back(house.engine, command)


def agree(house: House, change: BankChange, who: str = "fabio") -> BankChange:
    """A second person agrees."""
    return workflow.decide_bank_change(house.engine, DecideBankChange(who, change.id, True))


def approver_who_asked() -> tuple[str, str]:
    """Ines leads Technology and is a clerk too: she asked for the account, so the director is asked in her place."""
    with house_of(KNOWN) as house:
        with house.engine.store.write("set-up", house.engine.now()) as tx:
            ines = tx.people.get("ines")
            tx.people.save(replace(ines, roles=ines.roles | tx.people.get("clara").roles))
        change = ask(house, "ines")
        invoice = split(
            house, confirm(house, receive(house, Bill("1", KNOWN, iban=OTHER))), shares=(("technology", Decimal(100)),)
        )
        (step,) = invoice.steps
        assert step.approver_id != "ines"
        return change.requested_by, step.why


def approved_by_rule() -> tuple[object, object, object]:
    """A small invoice that matches: nobody is asked, and the account is looked at all the same."""
    known = replace(MILL, iban=OURS)
    with house_of(known) as house:
        place(house, order("PO-1", cost_centers=(("technology", "100"),)))
        policy = house.engine.policy
        quiet = replace(policy.risk, new_supplier=Severity.OFF, new_account=Severity.OFF)
        house.engine.policy = replace(policy, auto_approve_up_to=Money.of("500", "BRL"), risk=quiet)
        invoice = receive(house, Bill("1", known, order="PO-1", iban=OTHER))
        invoice = confirm(house, invoice)
        deliver(house)
        return invoice.state, held_for(invoice), house.payables()


THE_LOG = [
    ("BankChangeRequested", "clara", OURS, OTHER, 0),
    ("CallBackRecorded", "carlos", OURS, OTHER, 1),
    ("BankChangeAgreed", "fabio", OURS, OTHER, 1),
    ("SupplierSaved", "fabio", OURS, OTHER, None),
]


def the_log() -> object:
    """Everything under the supplier in the audit log after a change."""
    with house_of(KNOWN) as house:
        agree(house, call(house, ask(house)))
        sql = "SELECT event, actor, data FROM audit_log WHERE subject = ? ORDER BY sequence"
        rows = [(event, actor, json.loads(data)) for event, actor, data in house.engine.store.rows(sql, (KNOWN.id,))]
    told = ((event, actor, data, data.get("after") or data.get("now") or {}) for event, actor, data in rows)
    return [
        (event, actor, data["before"]["iban"], to["iban"], len(data["calls"]) if "calls" in data else None)
        for event, actor, data, to in told
        if to.get("iban") == OTHER
    ]


def double_click() -> tuple[bool, int]:
    """The same request twice: the second click answers with the first one's change."""
    with house_of(KNOWN) as house:
        details = BankDetails(iban=OTHER, phone=PHONE)
        clicks = [
            workflow.request_bank_change(house.engine, RequestBankChange("clara", KNOWN.id, details, "A letter."))
            for _ in range(2)
        ]
        rows = house.engine.store.rows("SELECT count(*) FROM audit_log WHERE event = 'BankChangeRequested'")
        return clicks[0] == clicks[1], int(rows[0][0])


def event_first() -> tuple[object, object]:
    """The cancellation comes, then the NF-e that it is about."""
    with house_of(MILL) as house:
        place(house, order("PO-1"))
        event = receive(house, cancellation(_NFE))
        invoice = receive(house, render(_NFE, Format.NFE_XML))
        return event.state, {code for code in held_for(invoice) if code.value.startswith("fiscal")}


def event_after_posting() -> tuple[object, object]:
    """The NF-e is in the ERP when its cancellation comes."""
    with house_of(MILL) as house:
        place(house, order("PO-1"))
        invoice = split(house, receive(house, render(_NFE, Format.NFE_XML)))
        approve(house, invoice, "ines", "saulo")
        deliver(house)
        receive(house, cancellation(_NFE))
        posted = now(house, invoice)
        return posted.state, [(hold.code, hold.blocks) for hold in posted.open_holds]


def correction_letter() -> object:
    """An event of another kind is not an invoice, and cancels nothing."""
    with house_of(MILL) as house:
        event = receive(house, cancellation(_NFE, kind="110110"))
        assert key_of(_NFE) in cancellation(_NFE).decode()
        return held_for(event)
