"""UBL 2.1 Invoice and CreditNote (Peppol BIS Billing 3, XRechnung), by the UBL binding of EN 16931.

Only the lines that the totals add up are lines: the SubInvoiceLines of the XRechnung extension detail their parent.
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


def is_ubl(node: Node) -> bool:
    """Whether the element is a UBL invoice or credit note."""
    return local_name(node) in {"Invoice", "CreditNote"} and first(node, "AccountingSupplierParty") is not None


def read_ubl(invoice: Node) -> Extraction:
    """Read a UBL Invoice or CreditNote."""
    sheet = Sheet()
    code = text(invoice, "InvoiceTypeCode", "CreditNoteTypeCode")
    sheet.document_type = DocumentType.CREDIT_NOTE if local_name(invoice) == "CreditNote" else document_type(code)
    if sheet.document_type is DocumentType.OTHER:
        sheet.problem("not_payable", f"This document is a pro forma invoice or a request (type {code}); it is not to be paid.")
    sheet.put_text("invoice_number", first(invoice, "ID"))
    sheet.put_date("issue_date", first(invoice, "IssueDate"))
    sheet.put_date("due_date", first(invoice, "DueDate", "PaymentMeans/PaymentDueDate"))
    sheet.put_currency(first(invoice, "DocumentCurrencyCode"))
    sheet.supplier = _party(sheet, "supplier", first(invoice, "AccountingSupplierParty/Party"))
    sheet.buyer = _party(sheet, "buyer", first(invoice, "AccountingCustomerParty/Party"))
    sheet.original_invoice_number = text(invoice, "BillingReference/InvoiceDocumentReference/ID")
    sheet.put_orders(_orders(invoice))
    place = path_of(invoice)
    sheet.lines = [_line(line, f"{place}/{local_name(line)}[{n}]") for n, line in enumerate(_line_nodes(invoice), start=1)]
    sheet.charges = [_charge(node) for node in nodes(invoice, "AllowanceCharge") if decimal(node, "Amount") is not None]
    _read_payment(sheet, invoice)
    _read_totals(sheet, invoice)
    return sheet.finish()


def _party(sheet: Sheet, role: str, party: Node | None) -> ExtractedParty:
    name = first(party, "PartyLegalEntity/RegistrationName", "PartyName/Name", "Person/FamilyName")
    sheet.put_text(f"{role}_name", name)
    if party is None:
        return ExtractedParty()
    schemes = [scheme for scheme in nodes(party, "PartyTaxScheme") if text(scheme, "CompanyID")]
    schemes.sort(key=lambda scheme: text(scheme, "TaxScheme/ID") != "VAT")
    if schemes:
        is_vat = text(schemes[0], "TaxScheme/ID") == "VAT"
        sheet.put_tax_id(f"{role}_tax_id", first(schemes[0], "CompanyID"), known_kind=is_vat)
    others = [text(scheme, "CompanyID") for scheme in schemes[1:]] + [text(party, "PartyLegalEntity/CompanyID")]
    return ExtractedParty(
        name=text_of(name),
        tax_id=sheet.value(f"{role}_tax_id"),
        other_tax_ids=tuple(dict.fromkeys(compact_tax_id(other) for other in others if other)),
        email=_email(party),
    )


def _email(party: Node) -> str | None:
    endpoint = first(party, "EndpointID")
    by_endpoint = text_of(endpoint) if endpoint is not None and endpoint.get("schemeID") == "EM" else None
    return text(party, "Contact/ElectronicMail") or by_endpoint


def _orders(invoice: Node) -> Iterator[tuple[str, Node]]:
    for path in (
        "OrderReference/ID",
        "InvoiceLine/OrderLineReference/OrderReference/ID",
        "CreditNoteLine/OrderLineReference/OrderReference/ID",
    ):
        for node in nodes(invoice, path):
            number = text_of(node)
            if number and number != "NA":
                yield number, node


def _line_nodes(invoice: Node) -> Iterator[Node]:
    yield from nodes(invoice, "InvoiceLine")
    yield from nodes(invoice, "CreditNoteLine")


def _line(line: Node, path: str) -> ExtractedLine:
    quantity, price = decimal(line, "InvoicedQuantity", "CreditedQuantity"), decimal(line, "Price/PriceAmount")
    net = decimal(line, "LineExtensionAmount")
    rate = decimal(line, "Item/ClassifiedTaxCategory/Percent")
    unit = first(line, "InvoicedQuantity", "CreditedQuantity")
    return ExtractedLine(
        item_code=text(line, "Item/SellersItemIdentification/ID"),
        description=text(line, "Item/Name", "Item/Description"),
        quantity=number_text(quantity) if quantity is not None else None,
        unit=unit.get("unitCode") if unit is not None else None,
        unit_price=number_text(price_of_one(price, decimal(line, "Price/BaseQuantity"))) if price is not None else None,
        line_net=amount_text(net) if net is not None else None,
        ean=text(line, "Item/StandardItemIdentification/ID"),
        purchase_order_reference=text(line, "OrderLineReference/OrderReference/ID"),
        tax_rate=number_text(rate) if rate is not None else None,
        evidence=Evidence(path=path),
    )


def _is_charge(node: Node) -> bool:
    return text(node, "ChargeIndicator") in {"true", "1"}


def _charge(node: Node) -> ExtractedCharge:
    kind = charge_kind(_is_charge(node), text(node, "AllowanceChargeReasonCode"))
    return ExtractedCharge(kind, amount_text(decimal(node, "Amount") or Decimal(0)))


def _read_payment(sheet: Sheet, invoice: Node) -> None:
    account = first(invoice, "PaymentMeans/PayeeFinancialAccount/ID")
    sheet.payment = PaymentInstructions(iban=payment_account(sheet, account))
    place = path_of(invoice)
    for number, terms in enumerate(nodes(invoice, "PaymentTerms"), start=1):
        due = iso_date(text(terms, "PaymentDueDate"))
        sheet.put_instalment(None, due, decimal(terms, "Amount"), f"{place}/PaymentTerms[{number}]/PaymentDueDate")
    if not sheet.instalments and sheet.value("due_date") is None:
        sheet.put_date("due_date", first(invoice, "PaymentTerms/PaymentDueDate"))


def _tax_total(invoice: Node) -> Node | None:
    """The tax total in the document's currency (BT-110); a second one may be in the accounting currency (BT-111)."""
    currency = text(invoice, "DocumentCurrencyCode")
    found = list(nodes(invoice, "TaxTotal"))
    for total in found:
        amount = first(total, "TaxAmount")
        if amount is not None and amount.get("currencyID") == currency:
            return total
    return found[0] if found else None


def _amounts(parent: Node | None, path: str) -> tuple[Decimal, ...]:
    found = (decimal_of(node) for node in nodes(parent, path)) if parent is not None else ()
    return tuple(amount for amount in found if amount is not None)


def _read_totals(sheet: Sheet, invoice: Node) -> None:
    total, tax = first(invoice, "LegalMonetaryTotal"), _tax_total(invoice)
    sheet.put_amount("net_total", first(total, "TaxExclusiveAmount"))
    sheet.put_amount("tax_total", first(tax, "TaxAmount"))
    sheet.put_amount("gross_total", first(total, "TaxInclusiveAmount"))
    sheet.put_amount("amount_due", first(total, "PayableAmount"))
    charges = [(_is_charge(node), decimal(node, "Amount")) for node in nodes(invoice, "AllowanceCharge")]
    totals = Totals(
        line_nets=tuple(net for line in _line_nodes(invoice) if (net := decimal(line, "LineExtensionAmount")) is not None),
        line_total=decimal(total, "LineExtensionAmount"),
        allowances=tuple(amount for charge, amount in charges if amount is not None and not charge),
        allowance_total=decimal(total, "AllowanceTotalAmount"),
        charges=tuple(amount for charge, amount in charges if amount is not None and charge),
        charge_total=decimal(total, "ChargeTotalAmount"),
        net=sheet.amount("net_total"),
        taxes=_amounts(tax, "TaxSubtotal/TaxAmount"),
        tax=sheet.amount("tax_total"),
        gross=sheet.amount("gross_total"),
        prepaid=decimal(total, "PrepaidAmount"),
        rounding=decimal(total, "PayableRoundingAmount"),
        third_party=_amounts(invoice, "PrepaidPayment/PaidAmount")
        if "xrechnung" in (text(invoice, "CustomizationID") or "")
        else (),
        due=sheet.amount("amount_due"),
    )
    check_totals(sheet, totals)
