"""What an approver's link shows of an invoice: who, how much, when, the match, who pays, what is worth knowing."""

from __future__ import annotations

from typing import Any

from ap_engine.model.approval_link import OpenedLink
from ap_engine.model.holds import Blocks, Hold
from ap_engine.model.invoice import InvoiceLine
from ap_engine.model.match import MatchResult
from ap_engine.model.waiting import DelayCost
from ap_engine.views import InvoiceView, ShareLook
from ap_engine.web.figures import Tongue

_LINES = 12


def card_of(view: InvoiceView, opened: OpenedLink, tongue: Tongue) -> dict[str, Any]:
    """The card's parts, in words."""
    invoice, fields, t = view.invoice, view.invoice.fields, tongue.t
    holding = invoice.blocked(Blocks.APPROVAL)
    tags = [(t("In the books: {amount}", amount=tongue.money(invoice.owed)), "calm")] if _is_foreign(view) else []
    return {
        "supplier": (view.supplier.name if view.supplier else fields.supplier_name) or t("Supplier unknown"),
        "number": fields.invoice_number or "",
        "amount": tongue.money(invoice.payable_amount),
        "due_day": tongue.day(fields.due_date) if fields.due_date else "",
        "tags": [*tags, tongue.due(fields.due_date), *_delay(view.delay, tongue), _match(invoice.match, tongue)],
        "why": tongue.said(opened.step.why) if opened.step else "",
        "blocked": _blocked(view, holding, tongue),
        "notices": [_notice(hold, tongue) for hold in (*holding, *invoice.notices)],
        "shares": [_share(share, tongue) for share in view.balance.shares],
        "questions": [
            (view.names.get(one.author, one.author), tongue.moment(one.written_at), one.text) for one in invoice.comments
        ],
        "pages": view.pages,
        "lines": [(line.description or "—", _quantity(line, tongue), tongue.money(line.net)) for line in fields.lines[:_LINES]],
    }


def _blocked(view: InvoiceView, holding: tuple[Hold, ...], tongue: Tongue) -> str:
    """What stands in the place of the yes, where there is none to give."""
    if view.wait is not None:
        return tongue.t("Waits until {day}", day=tongue.day(view.wait.until))
    return tongue.t("On hold: {reason}", reason=tongue.said(holding[0].kind.title)) if holding else ""


def _delay(delay: DelayCost | None, tongue: Tongue) -> list[tuple[str, str]]:
    if delay is None or not delay.per_day.amount:
        return []
    words = tongue.t("{day} a day from {since}", day=tongue.money(delay.per_day), since=tongue.day(delay.since))
    return [(words, "bad" if delay.since <= tongue.today else "calm")]


def _is_foreign(view: InvoiceView) -> bool:
    return view.invoice.owed is not None and view.invoice.owed != view.invoice.payable_amount


def _match(match: MatchResult | None, tongue: Tongue) -> tuple[str, str]:
    if match is None or not (match.order_numbers or match.credits):
        return tongue.t("No purchase order"), "warm"
    if match.credits is not None:
        return tongue.t("Money back for {invoice}", invoice=match.credits), "calm"
    orders = ", ".join(match.order_numbers)
    if not match.within_tolerance:
        return tongue.t("Differs from order {orders}", orders=orders), "warm"
    return tongue.t("Agrees with order {orders} and what was received", orders=orders), "good"


def _quantity(line: InvoiceLine, tongue: Tongue) -> str:
    """10 × 12.50, as far as the line says."""
    parts = (line.quantity, line.unit_price)
    return " × ".join(tongue.number(part) for part in parts if part is not None)


def _notice(hold: Hold, tongue: Tongue) -> tuple[str, str]:
    return tongue.said(hold.kind.title), tongue.said(hold.reason)


def _share(share: ShareLook, tongue: Tongue) -> tuple[str, str, str, bool]:
    """(name and percent, amount, what is left of the budget, whether that is less than nothing)."""
    look = share.month or share.year
    left = ""
    if look is not None:
        over = look.left.amount < 0
        words = "{left} over the budget" if over else "{left} left after this"
        left = tongue.t(words, left=tongue.money(abs(look.left)))
    name = f"{share.name} · {tongue.percent(share.percent)}"
    return name, tongue.money(share.amount), left, look is not None and look.left.amount < 0
