"""A small company for tests at the screen: two suppliers that behave, one whose name does not, an invoice in each place."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from html import escape
from pathlib import Path

from ap_engine.demo.documents import DraftLine, Format, InvoiceDraft, render
from ap_engine.demo.letterhead import Letterhead
from ap_engine.model.invoice import Invoice
from ap_engine.model.parties import Supplier
from ap_engine.workflow import approval_link
from tests.browser.running import App, application, as_for_omie, move_in, webhook
from tests.house import HOME, PEOPLE, House, free_port, opened, place, sandbox
from tests.workflow.trade import BAKERY, FLOUR, MILL, Bill, approve, deliver, now, order, pending, receive

# What a supplier could put into the name on its invoice to have a screen do something.
HOSTILE_NAME = "<img src=x onerror=window.hacked=1><script>window.hacked=1</script> [pay](http://evil.example) ![](http://evil.example/i.png) **x** :red[y] $z$"
HOSTILE = Supplier("hostile", HOSTILE_NAME, "11222333000181", order_required=False)


@dataclass(frozen=True)
class Company:
    """The running company, its ERP's address, its invoices by where they stand, and the links that Ines was sent."""

    app: App
    erp: str
    invoices: dict[str, Invoice]
    links: dict[str, str]

    def id(self, name: str) -> str:
        """An invoice's id."""
        return self.invoices[name].id


def printed(number: str, order_number: str, quantity: Decimal = FLOUR[2]) -> bytes:
    """The mill's invoice as a PDF."""
    mill = Letterhead(MILL.name, "Moinho", MILL.tax_id, "Rua das Flores", "10", "Centro", "Campinas", "3509502", "SP",
                      "13010000", "19 3232-1000", "faturas@moinho.example")  # fmt: skip
    us = replace(mill, name=HOME.name, trade_name="Casa", tax_id=HOME.tax_id, email="compras@casa.example")
    line = DraftLine(FLOUR[0], FLOUR[1], quantity, "UN", FLOUR[3])
    draft = InvoiceDraft(mill, us, number, date(2026, 11, 3), date(2026, 12, 3), "BRL", (line,), order_numbers=(order_number,))
    return render(draft, Format.BILL_PDF)


def _invoices(house: House) -> dict[str, Invoice]:
    place(house, *(order(f"PO-{number}") for number in range(1, 8)))
    hostile_xml = Bill("2100", replace(HOSTILE, name=escape(HOSTILE_NAME))).xml()
    invoices = {
        "first": pending(house, Bill("2001", order="PO-1")),
        "second": pending(house, Bill("2002", order="PO-2")),
        "third": pending(house, Bill("2003", order="PO-3")),
        "hostile": pending(house, hostile_xml),  # type: ignore[arg-type]
        "held": receive(house, Bill("2004", order="PO-404")),
        "to_confirm": receive(house, printed("20981", "PO-5"), name="fatura.pdf"),
        "to_look_at": receive(house, printed("20982", "PO-6"), name="fatura-2.pdf"),
        "in_erp": pending(house, Bill("2005", order="PO-4")),
    }
    approve(house, invoices["in_erp"], "ines", "saulo")
    deliver(house)
    return invoices


@contextmanager
def company(
    folder: Path, policy: Path | None = None, more: Callable[[House], dict[str, Invoice]] | None = None
) -> Iterator[Company]:
    """The company, open for business inside this block, by a policy of its own and with `more` invoices if there are any."""
    port = free_port()
    with ExitStack() as stack:
        address = stack.enter_context(sandbox(folder, webhook(port)))
        own, variables = ({}, {}) if policy is None else ({"policy_file": policy}, {"AP_POLICY": str(policy)})
        with opened(folder / "data", address, **own) as house:
            tokens = move_in(house, MILL, BAKERY, HOSTILE)
            invoices = _invoices(house) | (more(house) if more else {})
            links = {name: approval_link(house.engine, now(house, one), PEOPLE["ines"]) for name, one in invoices.items()}
        app = stack.enter_context(application(folder / "data", port, tokens, **as_for_omie(address), **variables))
        yield Company(app, address, invoices, links)
