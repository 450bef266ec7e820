"""UN/CEFACT Cross Industry Invoice (D16B: XRechnung, Factur-X, ZUGFeRD 2) and CrossIndustryDocument (ZUGFeRD 1.0).

The two differ in the names of the containers and in little else, so each path is given in both wordings. A line without
an amount is a note among the lines and not a line.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from ap_engine.extraction.en16931 import Totals, charge_kind, check_totals, document_type, payment_account
from ap_engine.extraction.xml_nodes import (
    Node,
    amount_text,
    decimal,
    decimal_of,
    first,
    iso_date,
    local_name,
    nodes,
    number_text,
    path_of,
    price_of_one,
    text,
    text_of,
)
from ap_engine.extraction.xml_sheet import Sheet
from ap_engine.model.extraction import (
    DocumentType,
    Evidence,
    ExtractedCharge,
    ExtractedLine,
    ExtractedParty,
    Extraction,
    PaymentInstructions,
)
from ap_engine.model.tax_ids import compact_tax_id

_LINE = "IncludedSupplyChainTradeLineItem"
_LINE_TOTALS = (
    "SpecifiedLineTradeSettlement/SpecifiedTradeSettlementLineMonetarySummation/LineTotalAmount",
    "SpecifiedSupplyChainTradeSettlement/SpecifiedTradeSettlementMonetarySummation/LineTotalAmount",
)
_SUMMARIES = ("SpecifiedTradeSettlementHeaderMonetarySummation", "SpecifiedTradeSettlementMonetarySummation")
_STATUS = "AssociatedDocumentLineDocument/LineStatusReasonCode"
_QUANTITY = ("SpecifiedLineTradeDelivery/BilledQuantity", "SpecifiedSupplyChainTradeDelivery/BilledQuantity")
_LINE_TAX = ("SpecifiedLineTradeSettlement/ApplicableTradeTax", "SpecifiedSupplyChainTradeSettlement/ApplicableTradeTax")
_EMAIL = (
    "DefinedTradeContact/EmailURIUniversalCommunication/URIID",
    "DefinedTradeContact/EmailURIUniversalCommunication/CompleteNumber",
)


def is_cii(node: Node) -> bool:
    """Whether the element is a Cross Industry Invoice or its ZUGFeRD 1.0 ancestor."""
    return local_name(node) in {"CrossIndustryInvoice", "CrossIndustryDocument"}


def read_cii(invoice: Node) -> Extraction:
    """Read a Cross Industry Invoice."""
    sheet = Sheet()
    header = first(invoice, "ExchangedDocument", "HeaderExchangedDocument")
    trade = first(invoice, "SupplyChainTradeTransaction", "SpecifiedSupplyChainTradeTransaction")
    agreement = first(trade, "ApplicableHeaderTradeAgreement", "ApplicableSupplyChainTradeAgreement")
    settlement = first(trade, "ApplicableHeaderTradeSettlement", "ApplicableSupplyChainTradeSettlement")
    code = text(header, "TypeCode")
    sheet.document_type = document_type(code)
    if sheet.document_type is DocumentType.OTHER:
        sheet.problem("not_payable", f"This document is a pro forma invoice or a request (type {code}); it is not to be paid.")
    sheet.put_text("invoice_number", first(header, "ID"))
    sheet.put_date("issue_date", first(header, "IssueDateTime/DateTimeString", "IssueDateTime/DateTime"))
    sheet.put_currency(first(settlement, "InvoiceCurrencyCode"))
    sheet.supplier = _party(sheet, "supplier", first(agreement, "SellerTradeParty"))
    sheet.buyer = _party(sheet, "buyer", first(agreement, "BuyerTradeParty"))
    sheet.original_invoice_number = text(settlement, "InvoiceReferencedDocument/IssuerAssignedID", "InvoiceReferencedDocument/ID")
    sheet.put_orders(_orders(agreement, trade))
    if trade is not None:
        sheet.lines = _lines(trade, _line_total(settlement))
    if settlement is not None:
        _read_payment(sheet, settlement)
        _read_totals(sheet, settlement)
    return sheet.finish()


def _party(sheet: Sheet, role: str, party: Node | None) -> ExtractedParty:
    name = first(party, "Name", "SpecifiedLegalOrganization/TradingBusinessName")
    sheet.put_text(f"{role}_name", name)
    if party is None:
        return ExtractedParty()
    ids = [node for node in nodes(party, "SpecifiedTaxRegistration/ID") if text_of(node)]
    ids.sort(key=lambda node: node.get("schemeID") != "VA")
    if ids:
        sheet.put_tax_id(f"{role}_tax_id", ids[0], known_kind=ids[0].get("schemeID") == "VA")
    others = [text_of(node) for node in ids[1:]] + [text(party, "SpecifiedLegalOrganization/ID")]
    return ExtractedParty(
        name=text_of(name),
        tax_id=sheet.value(f"{role}_tax_id"),
        other_tax_ids=tuple(dict.fromkeys(compact_tax_id(other) for other in others if other)),
        email=text(party, *_EMAIL) or _endpoint_email(party),
    )


def _endpoint_email(party: Node) -> str | None:
    endpoint = first(party, "URIUniversalCommunication/URIID")
    return text_of(endpoint) if endpoint is not None and endpoint.get("schemeID") == "EM" else None


def _orders(agreement: Node | None, trade: Node | None) -> Iterator[tuple[str, Node]]:
    order = "BuyerOrderReferencedDocument"
    in_line = (f"{_LINE}/SpecifiedLineTradeAgreement/{order}", f"{_LINE}/SpecifiedSupplyChainTradeAgreement/{order}")
    places = [(agreement, f"{order}/IssuerAssignedID"), (agreement, f"{order}/ID")]
    places += [(trade, f"{path}/{name}") for path in in_line for name in ("IssuerAssignedID", "ID")]
    for parent, path in places:
        for node in nodes(parent, path) if parent is not None else ():
            number = text_of(node)
            if number:
                yield number, node


def _line_total(settlement: Node | None) -> Decimal | None:
    return decimal(settlement, *(f"{summary}/LineTotalAmount" for summary in _SUMMARIES))


def _lines(trade: Node, line_total: Decimal | None) -> list[ExtractedLine]:
    """The lines that the total of the lines adds up.

    In the extended profiles lines may have lines below them (ParentLineID), or be a heading's subtotal or information
    only (LineStatusReasonCode); which of the two levels the total adds up differs, so the sum decides.
    """
    place = path_of(trade)
    numbered = [
        (number, line) for number, line in enumerate(nodes(trade, _LINE), start=1) if decimal(line, *_LINE_TOTALS) is not None
    ]
    levels = (
        numbered,
        [(number, line) for number, line in numbered if text(line, "AssociatedDocumentLineDocument/ParentLineID") is None],
        [(number, line) for number, line in numbered if text(line, _STATUS) not in {"GROUP", "INFORMATION"}],
    )
    closing = (level for level in levels if sum(decimal(line, *_LINE_TOTALS) or Decimal(0) for _, line in level) == line_total)
    return [_line(line, f"{place}/{_LINE}[{number}]") for number, line in next(closing, numbered)]


def _line(line: Node, path: str) -> ExtractedLine:
    agreement = first(line, "SpecifiedLineTradeAgreement", "SpecifiedSupplyChainTradeAgreement")
    product = first(line, "SpecifiedTradeProduct")
    quantity, net = decimal(line, *_QUANTITY), decimal(line, *_LINE_TOTALS)
    unit = first(line, *_QUANTITY)
    price = decimal(agreement, "NetPriceProductTradePrice/ChargeAmount")
    base = decimal(agreement, "NetPriceProductTradePrice/BasisQuantity")
    tax = first(line, *_LINE_TAX)
    rate = decimal(tax, "RateApplicablePercent", "ApplicablePercent")
    return ExtractedLine(
        item_code=text(product, "SellerAssignedID"),
        description=text(product, "Name", "Description"),
        quantity=number_text(quantity) if quantity is not None else None,
        unit=unit.get("unitCode") if unit is not None else None,
        unit_price=number_text(price_of_one(price, base)) if price is not None else None,
        line_net=amount_text(net) if net is not None else None,
        ean=text(product, "GlobalID"),
        purchase_order_reference=text(
            agreement, "BuyerOrderReferencedDocument/IssuerAssignedID", "BuyerOrderReferencedDocument/ID"
        ),
        tax_rate=number_text(rate) if rate is not None else None,
        evidence=Evidence(path=path),
    )


def _is_charge(node: Node) -> bool:
    return text(node, "ChargeIndicator/Indicator") in {"true", "1"}


def _read_payment(sheet: Sheet, settlement: Node) -> None:
    means = "SpecifiedTradeSettlementPaymentMeans/PayeePartyCreditorFinancialAccount"
    account = first(settlement, f"{means}/IBANID", f"{means}/ProprietaryID")
    sheet.payment = PaymentInstructions(iban=payment_account(sheet, account))
    place = path_of(settlement)
    for number, terms in enumerate(nodes(settlement, "SpecifiedTradePaymentTerms"), start=1):
        due, amount = iso_date(text(terms, "DueDateDateTime/DateTimeString")), decimal(terms, "PartialPaymentAmount")
        sheet.put_instalment(None, due, amount, f"{place}/SpecifiedTradePaymentTerms[{number}]/DueDateDateTime")
    if not sheet.instalments:
        sheet.put_date("due_date", first(settlement, "SpecifiedTradePaymentTerms/DueDateDateTime/DateTimeString"))


def _tax_total(summary: Node | None, currency: str | None) -> Node | None:
    """The tax total in the invoice's currency (BT-110); a second one may be in the accounting currency (BT-111)."""
    found = list(nodes(summary, "TaxTotalAmount")) if summary is not None else []
    return next((node for node in found if node.get("currencyID") == currency), found[0] if found else None)


def _amounts(parent: Node, path: str) -> list[Decimal]:
    found = (decimal_of(node) for node in nodes(parent, path))
    return [amount for amount in found if amount is not None]


def _read_totals(sheet: Sheet, settlement: Node) -> None:
    summary = first(settlement, *_SUMMARIES)
    sheet.put_amount("net_total", first(summary, "TaxBasisTotalAmount"))
    sheet.put_amount("tax_total", _tax_total(summary, sheet.value("currency")))
    sheet.put_amount("gross_total", first(summary, "GrandTotalAmount"))
    sheet.put_amount("amount_due", first(summary, "DuePayableAmount"))
    # ZUGFeRD 1.0 did not settle the sign of discounts in corrections; only their total is checked there.
    first_version = local_name(settlement) == "ApplicableSupplyChainTradeSettlement"
    discounts: list[Decimal] = []
    charges: list[Decimal] = []
    for node in nodes(settlement, "SpecifiedTradeAllowanceCharge"):
        amount = decimal(node, "ActualAmount")
        if amount is not None:
            (charges if _is_charge(node) else discounts).append(amount)
            sheet.charges.append(ExtractedCharge(charge_kind(_is_charge(node), text(node, "ReasonCode")), amount_text(amount)))
    for amount in _amounts(settlement, "SpecifiedLogisticsServiceCharge/AppliedAmount"):
        charges.append(amount)
        sheet.charges.append(ExtractedCharge("freight", amount_text(amount)))
    totals = Totals(
        line_nets=tuple(Decimal(line.line_net) for line in sheet.lines if line.line_net),
        line_total=decimal(summary, "LineTotalAmount"),
        allowances=() if first_version else tuple(discounts),
        allowance_total=decimal(summary, "AllowanceTotalAmount"),
        charges=() if first_version else tuple(charges),
        charge_total=decimal(summary, "ChargeTotalAmount"),
        net=sheet.amount("net_total"),
        taxes=tuple(_amounts(settlement, "ApplicableTradeTax/CalculatedAmount")),
        tax=sheet.amount("tax_total"),
        gross=sheet.amount("gross_total"),
        prepaid=decimal(summary, "TotalPrepaidAmount"),
        rounding=decimal(summary, "RoundingAmount"),
        due=sheet.amount("amount_due"),
    )
    check_totals(sheet, totals)
