"""Documents as suppliers send them: one content (`InvoiceDraft`), many shapes, each the same bytes every time."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

from ap_engine.demo.documents import (
    danfe,
    english,
    hybrid,
    nfe_xml,
    nfse,
    nfse_xml,
    picture,
    rechnung,
    simple,
    telecom,
    ubl,
    utility,
)
from ap_engine.demo.documents.draft import WITHOUT_LINES, DraftLine, DraftPayment, InvoiceDraft

__all__ = ["WITHOUT_LINES", "DraftLine", "DraftPayment", "Format", "InvoiceDraft", "file_name", "render"]


class Format(StrEnum):
    """The shape in which an invoice comes."""

    NFSE_PDF = "nfse_pdf"
    DANFE_PDF = "danfe_pdf"
    BILL_PDF = "bill_pdf"
    ENGLISH_PDF = "english_pdf"
    UTILITY_PDF = "utility_pdf"
    TELECOM_PDF = "telecom_pdf"
    RECHNUNG_PDF = "rechnung_pdf"
    FACTURX_PDF = "facturx_pdf"
    NFE_XML = "nfe_xml"
    NFSE_XML = "nfse_xml"
    UBL_XML = "ubl_xml"
    SCAN_PDF = "scan_pdf"
    PHOTO_JPEG = "photo_jpeg"
    BLURRED_JPEG = "blurred_jpeg"


def _blurred(draft: InvoiceDraft) -> bytes:
    return picture.photo(draft, sharp=False)


_RENDERERS: dict[Format, Callable[[InvoiceDraft], bytes]] = {
    Format.NFSE_PDF: nfse.render,
    Format.DANFE_PDF: danfe.render,
    Format.BILL_PDF: simple.render,
    Format.ENGLISH_PDF: english.render,
    Format.UTILITY_PDF: utility.render,
    Format.TELECOM_PDF: telecom.render,
    Format.RECHNUNG_PDF: rechnung.render,
    Format.FACTURX_PDF: hybrid.render,
    Format.NFE_XML: nfe_xml.render,
    Format.NFSE_XML: nfse_xml.render,
    Format.UBL_XML: ubl.render,
    Format.SCAN_PDF: picture.scan,
    Format.PHOTO_JPEG: picture.photo,
    Format.BLURRED_JPEG: _blurred,
}

_NAMES = {
    Format.NFSE_PDF: "nfse-{}.pdf",
    Format.DANFE_PDF: "danfe-{}.pdf",
    Format.BILL_PDF: "fatura-{}.pdf",
    Format.ENGLISH_PDF: "invoice-{}.pdf",
    Format.UTILITY_PDF: "conta-energia-{}.pdf",
    Format.TELECOM_PDF: "fatura-telecom-{}.pdf",
    Format.RECHNUNG_PDF: "Rechnung-{}.pdf",
    Format.FACTURX_PDF: "Rechnung-{}-factur-x.pdf",
    Format.NFE_XML: "NFe-{}.xml",
    Format.NFSE_XML: "NFSe-{}.xml",
    Format.UBL_XML: "invoice-{}.xml",
    Format.SCAN_PDF: "digitalizacao-{}.pdf",
    Format.PHOTO_JPEG: "foto-{}.jpg",
    Format.BLURRED_JPEG: "IMG-{}.jpg",
}


def render(draft: InvoiceDraft, shape: Format) -> bytes:
    """The document in that shape."""
    return _RENDERERS[shape](draft)


def file_name(draft: InvoiceDraft, shape: Format) -> str:
    """The name under which a supplier would send it."""
    return _NAMES[shape].format(draft.number)
