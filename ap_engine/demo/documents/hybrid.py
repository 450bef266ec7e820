"""A Factur-X (ZUGFeRD) PDF: the printed invoice with the same invoice as CII XML inside."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import facturx

from ap_engine.demo.documents import rechnung
from ap_engine.demo.documents.draft import DraftLine, InvoiceDraft
from ap_engine.demo.documents.xml_tree import Node, document
from ap_engine.demo.letterhead import Letterhead

_CII = "urn:un:unece:uncefact:data:standard:"
_NAMESPACES = {
    "rsm": f"{_CII}CrossIndustryInvoice:100",
    "ram": f"{_CII}ReusableAggregateBusinessInformationEntity:100",
    "udt": f"{_CII}UnqualifiedDataType:100",
}
_UNITS = {"Stk": "C62", "Std": "HUR", "UN": "C62", "H": "HUR"}


def render(draft: InvoiceDraft) -> bytes:
    """The PDF. The XML is checked against the Factur-X schema while it is embedded."""
    metadata = {
        "author": draft.issuer.name,
        "title": f"Rechnung {draft.number}",
        "subject": f"Rechnung {draft.number}",
        "keywords": "Factur-X",
    }
    mixed: bytes = facturx.generate_from_binary(
        rechnung.render(draft),
        cross_industry_invoice(draft),
        flavor="factur-x",
        level="en16931",
        pdf_metadata=metadata,
        lang="de-DE",
        xmp_compression=False,
    )
    return _dated(mixed, draft.issue_date)


def _dated(pdf: bytes, day: date) -> bytes:
    """The library stamps the present moment; the issue date takes its place, in as many bytes, so that offsets hold."""
    moment = f"{day:%Y%m%d}090000".encode()
    # In the document information the colon stands as it is or escaped.
    pdf = re.sub(rb"(D(?::|\\072))\d{14}", lambda found: found.group(1) + moment, pdf)
    return re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00", f"{day}T09:00:00+00:00".encode(), pdf)


def cross_industry_invoice(draft: InvoiceDraft) -> bytes:
    """The invoice as UN/CEFACT CII, profile EN 16931."""
    context: list[Node] = [("ram:GuidelineSpecifiedDocumentContextParameter", [("ram:ID", "urn:cen.eu:en16931:2017")])]
    header: list[Node] = [
        ("ram:ID", draft.number),
        ("ram:TypeCode", "380"),
        ("ram:IssueDateTime", [_day("udt", draft.issue_date)]),
    ]
    if draft.note:
        header.append(("ram:IncludedNote", [("ram:Content", draft.note)]))
    agreement: list[Node] = [("ram:SellerTradeParty", _party(draft.issuer)), ("ram:BuyerTradeParty", _party(draft.buyer))]
    if draft.order_numbers:
        agreement.append(("ram:BuyerOrderReferencedDocument", [("ram:IssuerAssignedID", draft.order_numbers[0])]))
    delivery: list[Node] = [("ram:ActualDeliverySupplyChainEvent", [("ram:OccurrenceDateTime", [_day("udt", draft.issue_date)])])]
    transaction: list[Node] = [
        *(_line(number, line, draft) for number, line in enumerate(draft.lines, start=1)),
        ("ram:ApplicableHeaderTradeAgreement", agreement),
        ("ram:ApplicableHeaderTradeDelivery", delivery),
        ("ram:ApplicableHeaderTradeSettlement", _settlement(draft)),
    ]
    root: Node = ("rsm:CrossIndustryInvoice", [
        ("rsm:ExchangedDocumentContext", context),
        ("rsm:ExchangedDocument", header),
        ("rsm:SupplyChainTradeTransaction", transaction),
    ])  # fmt: skip
    return document(root, _NAMESPACES)


def _day(prefix: str, day: date) -> Node:
    return (f"{prefix}:DateTimeString", f"{day:%Y%m%d}", {"format": "102"})


def _party(who: Letterhead) -> list[Node]:
    return [
        ("ram:Name", who.name),
        ("ram:PostalTradeAddress", [
            ("ram:PostcodeCode", who.postal_code), ("ram:LineOne", who.street_line), ("ram:CityName", who.city), ("ram:CountryID", who.country),
        ]),
        ("ram:URIUniversalCommunication", [("ram:URIID", who.email, {"schemeID": "EM"})]),
        ("ram:SpecifiedTaxRegistration", [("ram:ID", who.tax_id, {"schemeID": "VA"})]),
    ]  # fmt: skip


def _tax(draft: InvoiceDraft) -> list[Node]:
    """Category S, or G: an export outside the EU, free of tax (BR-G-10 asks for the reason)."""
    return [("ram:TypeCode", "VAT"), ("ram:CategoryCode", "S" if draft.tax_rate else "G"),
            ("ram:RateApplicablePercent", str(draft.tax_rate))]  # fmt: skip


def _line(number: int, line: DraftLine, draft: InvoiceDraft) -> Node:
    agreement: list[Node] = []
    if line.order_line is not None:
        agreement.append(("ram:BuyerOrderReferencedDocument", [("ram:LineID", str(line.order_line))]))
    agreement.append(("ram:NetPriceProductTradePrice", [("ram:ChargeAmount", str(line.unit_price))]))
    return ("ram:IncludedSupplyChainTradeLineItem", [
        ("ram:AssociatedDocumentLineDocument", [("ram:LineID", str(number))]),
        ("ram:SpecifiedTradeProduct", [("ram:SellerAssignedID", line.item_code), ("ram:Name", line.description)]),
        ("ram:SpecifiedLineTradeAgreement", agreement),
        ("ram:SpecifiedLineTradeDelivery", [("ram:BilledQuantity", str(line.quantity), {"unitCode": _UNITS.get(line.unit, "C62")})]),
        ("ram:SpecifiedLineTradeSettlement", [
            ("ram:ApplicableTradeTax", _tax(draft)),
            ("ram:SpecifiedTradeSettlementLineMonetarySummation", [("ram:LineTotalAmount", str(line.net))]),
        ]),
    ])  # fmt: skip


def _settlement(draft: InvoiceDraft) -> list[Node]:
    parts: list[Node] = [("ram:PaymentReference", draft.number), ("ram:InvoiceCurrencyCode", draft.currency)]
    if draft.payment.iban:
        parts.append(("ram:SpecifiedTradeSettlementPaymentMeans", [
            ("ram:TypeCode", "58"), ("ram:PayeePartyCreditorFinancialAccount", [("ram:IBANID", draft.payment.iban)]),
        ]))  # fmt: skip
    tax: list[Node] = [("ram:CalculatedAmount", str(draft.tax_total)), ("ram:TypeCode", "VAT")]
    if not draft.tax_rate:
        tax.append(("ram:ExemptionReason", "Steuerfreie Ausfuhrlieferung"))
    tax += [("ram:BasisAmount", str(draft.net_total)), *_tax(draft)[1:]]
    parts.append(("ram:ApplicableTradeTax", tax))
    if draft.freight:
        parts.append(("ram:SpecifiedTradeAllowanceCharge", [
            ("ram:ChargeIndicator", [("udt:Indicator", "true")]), ("ram:ActualAmount", str(draft.freight)),
            ("ram:Reason", "Fracht und Verpackung"), ("ram:CategoryTradeTax", _tax(draft)),
        ]))  # fmt: skip
    parts += [
        ("ram:SpecifiedTradePaymentTerms", [("ram:DueDateDateTime", [_day("udt", draft.due_date)])]),
        ("ram:SpecifiedTradeSettlementHeaderMonetarySummation", _sums(draft)),
    ]
    return parts


def _sums(draft: InvoiceDraft) -> list[Node]:
    def amount(name: str, value: Decimal) -> Node:
        return (f"ram:{name}", str(value))

    sums = [amount("LineTotalAmount", draft.lines_total)]
    if draft.freight:
        sums.append(amount("ChargeTotalAmount", draft.freight))
    return [
        *sums,
        amount("TaxBasisTotalAmount", draft.net_total),
        ("ram:TaxTotalAmount", str(draft.tax_total), {"currencyID": draft.currency}),
        amount("GrandTotalAmount", draft.gross_total),
        amount("DuePayableAmount", draft.gross_total),
    ]
