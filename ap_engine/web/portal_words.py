"""Why an invoice is held and what would clear it, in the supplier's words: never the engine's, which know other suppliers."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from babel.numbers import format_decimal, get_currency_symbol

from ap_engine.model.holds import HoldCode
from ap_engine.model.money import Money
from ap_engine.model.parties import Company
from ap_engine.model.remedies import Change, Remedy
from ap_engine.queries.portal import Concern, PortalInvoice, Stage
from ap_engine.rules.validation import FIELD_NAMES
from ap_engine.web.words import translate

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
STAGES = {
    Stage.READING: "Being read",
    Stage.NEEDS_YOU: "Needs something from you",
    Stage.WITH_US: "With us",
    Stage.APPROVAL: "Waiting for approval",
    Stage.APPROVED: "Approved",
    Stage.TO_BE_PAID: "To be paid",
    Stage.PARTLY_PAID: "Partly paid",
    Stage.PAID: "Paid",
    Stage.DECLINED: "Not accepted. Ask whoever ordered from you.",
    Stage.WITHDRAWN: "Withdrawn",
}
_COPY = "Send the XML, or a copy that shows it."
_CORRECTED = "Send a corrected invoice."
_ORDER = "Give the right order number below, or ask whoever ordered."
_TWIN = "Nothing to do if it is the same. If it is another one, tell whoever ordered."
# code: (why, what clears it where no remedy says it better)
WHY: dict[HoldCode, tuple[str, str]] = {
    HoldCode.UNREADABLE: ("We could not read this file.", "Send the XML, or a sharper copy."),
    HoldCode.MISSING_FIELD: ("Not found on the document: {fields}.", _COPY),
    HoldCode.WRONG_BUYER: ("It is not addressed to {company} ({tax_id}).", "Issue it to us."),
    HoldCode.WRONG_TAX_ID: ("The tax id on it has wrong check digits.", _CORRECTED),
    HoldCode.DOES_NOT_ADD_UP: ("Its amounts do not add up.", _CORRECTED),
    HoldCode.FISCAL_CANCELLED: ("It was cancelled at the tax authority.", "Issue a new one."),
    HoldCode.DUPLICATE: ("We have this invoice already.", _TWIN),
    HoldCode.DUPLICATE_LIKELY: ("It looks like one that we have already.", _TWIN),
    HoldCode.NO_ORDER: ("It names no open order of yours.", _ORDER),
    HoldCode.ORDER_OF_OTHER_SUPPLIER: ("It names no open order of yours.", _ORDER),
    HoldCode.UNMATCHED_LINE: (
        "Line {n} is not on the order.",
        "Ask whoever ordered to add it to the order, or correct the invoice.",
    ),
    HoldCode.UNIT_DIFFERS: ("The unit of line {n} differs from the order.", _CORRECTED),
    HoldCode.PRICE_VARIANCE: ("The price of line {n} differs from the order.", _CORRECTED),
    HoldCode.QUANTITY_ORDERED: ("Line {n} bills more than was ordered.", _CORRECTED),
    HoldCode.QUANTITY_RECEIVED: ("Line {n} bills more than has arrived.", _CORRECTED),
    HoldCode.QUANTITY_ACCEPTED: ("Line {n} bills more than was accepted.", _CORRECTED),
    HoldCode.CHARGE_VARIANCE: ("A charge (freight or the like) was not agreed.", _CORRECTED),
    HoldCode.TAX_VARIANCE: ("The tax is not what it should be.", _CORRECTED),
    HoldCode.TOTAL_VARIANCE: ("The total differs from the order.", _CORRECTED),
    HoldCode.CURRENCY_MISMATCH: ("It is not in the order's currency.", _CORRECTED),
    HoldCode.PAYMENT_INSTRUCTIONS: ("The payment data on it disagree with one another.", _CORRECTED),
    HoldCode.BANK_CHANGED: (
        "Its payment data are not those that we have on file.",
        "We call you on the telephone number that we have on file.",
    ),
}
WHOLE = {HoldCode.QUANTITY_RECEIVED: "The total differs from the order."}
BAD_DATES = "A date on it cannot be right: it is due before it was issued."
REMEDIES: dict[Change, str] = {
    Change.BILL_QUANTITY: "if line {n} bills {to}",
    Change.BILL_PRICE: "at a unit price of {to}",
    Change.BILL_CHARGE: "if the {subject} is {to}",
    Change.BILL_TAX: "with a tax of {to}",
    Change.BILL_TOTAL: "with a total of {to}",
    Change.RECEIVE_MORE: "once {to} more have arrived here",
    Change.ACCEPT_MORE: "once {to} more are accepted here",
    Change.ORDER_QUANTITY: "if the order is changed to a quantity of {to}",
    Change.ORDER_PRICE: "if the order is changed to a price of {to}",
}
_AMOUNTS = (Change.BILL_PRICE, Change.BILL_CHARGE, Change.BILL_TAX, Change.BILL_TOTAL, Change.ORDER_PRICE)


class Speaker:
    """Words, amounts and days in one language."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._locale = "pt_BR" if language == "pt" else "en"

    def t(self, text: str, /, **values: object) -> str:
        """`text` in the language, with {names} filled in."""
        found = translate(text, self.language)
        return found.format(**values) if values else found

    def day(self, value: date | None) -> str:
        """20/12/2026 or 20 Dec 2026."""
        if value is None:
            return self.t("not found")
        return f"{value:%d/%m/%Y}" if self.language == "pt" else f"{value.day} {_MONTHS[value.month - 1]} {value.year}"

    def money(self, value: Money | None) -> str:
        """R$ 1.234,56 or R$ 1,234.56."""
        if value is None:
            return self.t("not found")
        symbol = get_currency_symbol(value.currency, locale="pt_BR")
        return f"{symbol}\u00a0{format_decimal(value.amount, '#,##0.00', locale=self._locale)}"

    def figure(self, value: Decimal, least: int = 0) -> str:
        """A quantity or a price, with as many decimals as it has."""
        pattern = "#,##0." + "0" * least + "#" * (6 - least)
        return format_decimal(value, pattern, locale=self._locale)

    def stage(self, invoice: PortalInvoice) -> str:
        """Where it stands; what is paid with its day."""
        if invoice.stage is Stage.PAID and invoice.paid_on:
            return self.t("Paid on {day}", day=self.day(invoice.paid_on))
        if invoice.stage is Stage.TO_BE_PAID and invoice.due_date:
            return self.t("To be paid on {day}", day=self.day(invoice.due_date))
        return self.t(STAGES[invoice.stage])

    def why(self, concern: Concern, invoice: PortalInvoice, company: Company) -> str:
        """Why it is held."""
        text, _ = WHY[concern.code]
        if concern.code is HoldCode.MISSING_FIELD and concern.line == 0:
            return self.t(BAD_DATES)
        if concern.code in WHOLE and not concern.line:
            text = WHOLE[concern.code]
        if concern.twin and concern.twin_day and concern.code in (HoldCode.DUPLICATE, HoldCode.DUPLICATE_LIKELY):
            text = text.removesuffix(".") + ": {n} of {day}."
            return self.t(text, n=concern.twin, day=self.day(concern.twin_day))
        names = ", ".join(self.t(FIELD_NAMES.get(name, name)) for name in invoice.missing)
        return self.t(text, n=concern.line or "", fields=names, company=company.name, tax_id=company.tax_id)

    def clears(self, concern: Concern) -> str:
        """What would clear it: the changes that each do, else what is to be done."""
        ways = [self._way(one) for one in concern.remedies if one.change in REMEDIES]
        if not ways:
            return self.t(WHY[concern.code][1])
        said = self.t(" or ").join(ways)
        return f"{self.t('Clears')} {said}."

    def _way(self, one: Remedy) -> str:
        to = self.figure(one.to, 2) if one.change in _AMOUNTS else self.figure(one.to)
        return self.t(REMEDIES[one.change], n=one.line or "", to=to, subject=self.t(one.subject))
