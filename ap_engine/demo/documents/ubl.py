"""UBL 2.1 invoice and credit note, in the terms of EN 16931."""

from __future__ import annotations

from decimal import Decimal

from ap_engine.demo.documents.draft import DraftLine, InvoiceDraft
from ap_engine.demo.documents.xml_tree import Node, document
from ap_engine.demo.letterhead import Letterhead
from ap_engine.model.extraction import DocumentType

_BASE = "urn:oasis:names:specification:ubl:schema:xsd:"
_UNITS = {"UN": "C62", "H": "HUR", "KG": "KGM", "MES": "MON", "Stk": "C62"}


def render(draft: InvoiceDraft) -> bytes:
    """The file."""
    credit = draft.document_type is DocumentType.CREDIT_NOTE
    kind = "CreditNote" if credit else "Invoice"
    namespaces = {"": f"{_BASE}{kind}-2", "cac": f"{_BASE}CommonAggregateComponents-2", "cbc": f"{_BASE}CommonBasicComponents-2"}
    parts: list[Node] = [
        ("cbc:CustomizationID", "urn:cen.eu:en16931:2017"),
        ("cbc:ProfileID", "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0"),
        ("cbc:ID", draft.number),
        ("cbc:IssueDate", str(draft.issue_date)),
    ]
    if not credit:
        parts.append(("cbc:DueDate", str(draft.due_date)))
    parts.append((f"cbc:{kind}TypeCode", "381" if credit else "380"))
    if draft.note:
        parts.append(("cbc:Note", draft.note))
    parts += [("cbc:DocumentCurrencyCode", draft.currency), ("cbc:BuyerReference", draft.order_text or "procurement")]
    if draft.order_numbers:
        parts.append(("cac:OrderReference", [("cbc:ID", draft.order_numbers[0])]))
    if draft.original_number:
        parts.append(("cac:BillingReference", [("cac:InvoiceDocumentReference", [("cbc:ID", draft.original_number)])]))
    parts += [("cac:AccountingSupplierParty", [_party(draft.issuer)]), ("cac:AccountingCustomerParty", [_party(draft.buyer)])]
    parts += _payment(draft)
    if draft.freight:
        parts.append(("cac:AllowanceCharge", [
            ("cbc:ChargeIndicator", "true"), ("cbc:AllowanceChargeReason", "Freight"), _amount("Amount", draft.freight, draft),
            ("cac:TaxCategory", _category(draft)),
        ]))  # fmt: skip
    parts += [("cac:TaxTotal", _tax(draft)), ("cac:LegalMonetaryTotal", _totals(draft))]
    parts += [_line(number, line, draft, kind) for number, line in enumerate(draft.lines, start=1)]
    return document((kind, parts), namespaces)


def _party(who: Letterhead) -> Node:
    scheme = {"schemeID": "EM"}
    return ("cac:Party", [
        ("cbc:EndpointID", who.email, scheme),
        ("cac:PartyName", [("cbc:Name", who.trade_name)]),
        ("cac:PostalAddress", [
            ("cbc:StreetName", who.street_line), ("cbc:CityName", who.city), ("cbc:PostalZone", who.postal_code),
            ("cac:Country", [("cbc:IdentificationCode", who.country)]),
        ]),
        ("cac:PartyTaxScheme", [("cbc:CompanyID", who.tax_id), ("cac:TaxScheme", [("cbc:ID", "VAT")])]),
        ("cac:PartyLegalEntity", [("cbc:RegistrationName", who.name), ("cbc:CompanyID", who.tax_id)]),
        ("cac:Contact", [("cbc:Telephone", who.phone), ("cbc:ElectronicMail", who.email)]),
    ])  # fmt: skip


def _payment(draft: InvoiceDraft) -> list[Node]:
    if draft.payment.iban is None:
        return []
    account: Node = ("cac:PayeeFinancialAccount", [
        ("cbc:ID", draft.payment.iban), ("cbc:Name", draft.issuer.name),
        ("cac:FinancialInstitutionBranch", [("cbc:ID", draft.issuer.bic)]),
    ])  # fmt: skip
    return [("cac:PaymentMeans", [("cbc:PaymentMeansCode", "30"), ("cbc:PaymentID", draft.number), account])]


def _amount(name: str, value: Decimal, draft: InvoiceDraft) -> Node:
    return (f"cbc:{name}", str(value), {"currencyID": draft.currency})


def _category(draft: InvoiceDraft) -> list[Node]:
    taxed = bool(draft.tax_rate)
    return [("cbc:ID", "S" if taxed else "Z"), ("cbc:Percent", str(draft.tax_rate)), ("cac:TaxScheme", [("cbc:ID", "VAT")])]


def _tax(draft: InvoiceDraft) -> list[Node]:
    return [
        _amount("TaxAmount", draft.tax_total, draft),
        ("cac:TaxSubtotal", [
            _amount("TaxableAmount", draft.net_total, draft), _amount("TaxAmount", draft.tax_total, draft),
            ("cac:TaxCategory", _category(draft)),
        ]),
    ]  # fmt: skip


def _totals(draft: InvoiceDraft) -> list[Node]:
    totals = [
        _amount("LineExtensionAmount", draft.lines_total, draft), _amount("TaxExclusiveAmount", draft.net_total, draft),
        _amount("TaxInclusiveAmount", draft.gross_total, draft),
    ]  # fmt: skip
    if draft.freight:
        totals.append(_amount("ChargeTotalAmount", draft.freight, draft))
    return [*totals, _amount("PayableAmount", draft.gross_total, draft)]


def _line(number: int, line: DraftLine, draft: InvoiceDraft, kind: str) -> Node:
    quantity = "CreditedQuantity" if kind == "CreditNote" else "InvoicedQuantity"
    parts: list[Node] = [
        ("cbc:ID", str(number)),
        (f"cbc:{quantity}", str(line.quantity), {"unitCode": _UNITS.get(line.unit, "C62")}),
        _amount("LineExtensionAmount", line.net, draft),
    ]
    if line.order_line is not None:
        parts.append(("cac:OrderLineReference", [("cbc:LineID", str(line.order_line))]))
    parts += [
        ("cac:Item", [
            ("cbc:Name", line.description),
            ("cac:SellersItemIdentification", [("cbc:ID", line.item_code)]),
            ("cac:ClassifiedTaxCategory", _category(draft)),
        ]),
        ("cac:Price", [_amount("PriceAmount", line.unit_price, draft)]),
    ]  # fmt: skip
    return (f"cac:{kind}Line", parts)
