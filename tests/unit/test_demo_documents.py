"""The demonstration's documents: the same bytes every time, and true to what they say."""

from __future__ import annotations

import io
import re
from collections import Counter
from datetime import date, timedelta
from decimal import Decimal

import pypdfium2
import pytest
from lxml import etree
from PIL import Image
from stdnum import iban
from stdnum.br import cnpj
from stdnum.eu import vat

from ap_engine.demo import company, scenarios
from ap_engine.demo.documents import Format, fiscal_keys, formats, payment_codes, render
from ap_engine.demo.documents.danfe import key_of
from ap_engine.demo.planned import Outcome, Scenario
from ap_engine.model.holds import HoldCode

TODAY = date(2026, 11, 23)
COMPANY = company.build(TODAY)
SCENARIOS = scenarios.build(COMPANY)
ONE_OF_EACH: dict[Format, Scenario] = {scenario.shape: scenario for scenario in SCENARIOS}
PRINTED = [
    Format.NFSE_PDF,
    Format.DANFE_PDF,
    Format.BILL_PDF,
    Format.ENGLISH_PDF,
    Format.UTILITY_PDF,
    Format.TELECOM_PDF,
    Format.RECHNUNG_PDF,
    Format.FACTURX_PDF,
]
STRUCTURED = [Format.NFE_XML, Format.NFSE_XML, Format.UBL_XML]
NFE = "{http://www.portalfiscal.inf.br/nfe}"


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return " ".join(" ".join(page.get_textpage().get_text_range() for page in document).split())
    finally:
        document.close()


def test_every_shape_is_used() -> None:
    assert set(ONE_OF_EACH) == set(Format)


@pytest.mark.parametrize("shape", list(Format))
def test_a_document_is_the_same_bytes_every_time(shape: Format) -> None:
    draft = ONE_OF_EACH[shape].draft
    assert render(draft, shape) == render(draft, shape)


def test_no_document_carries_the_present_moment() -> None:
    pdf = render(ONE_OF_EACH[Format.FACTURX_PDF].draft, Format.FACTURX_PDF)
    issued = ONE_OF_EACH[Format.FACTURX_PDF].draft.issue_date
    stamps = set(re.findall(rb"D:(\d{8})", pdf)) | {s.replace(b"-", b"") for s in re.findall(rb"(\d{4}-\d\d-\d\d)T", pdf)}
    assert stamps == {f"{issued:%Y%m%d}".encode()}


@pytest.mark.parametrize("shape", PRINTED)
def test_a_printed_invoice_shows_number_total_order_and_supplier(shape: Format) -> None:
    draft = next(s for s in SCENARIOS if s.shape is shape and s.outcome is not Outcome.HELD).draft
    text = text_of(render(draft, shape))
    number = f"{int(draft.number):09,}".replace(",", ".") if shape is Format.DANFE_PDF else draft.number
    total = formats.english if shape is Format.ENGLISH_PDF else formats.continental
    assert number in text
    assert total(draft.gross_total) in text
    assert draft.issuer.name in text
    assert formats.cnpj(draft.issuer.tax_id) in text
    assert all(order in text for order in draft.order_numbers)


@pytest.mark.parametrize("shape", STRUCTURED)
def test_structured_invoices_are_well_formed_and_name_number_and_total(shape: Format) -> None:
    draft = ONE_OF_EACH[shape].draft
    values = {element.text for element in etree.fromstring(render(draft, shape)).iter() if element.text}
    assert {draft.number, str(draft.gross_total), draft.issuer.name} <= values


def test_the_totals_of_an_nfe_are_the_sums_of_its_items() -> None:
    for scenario in (s for s in SCENARIOS if s.shape is Format.NFE_XML):
        root = etree.fromstring(render(scenario.draft, Format.NFE_XML))

        def summed(name: str, root: etree._Element = root) -> Decimal:
            return sum((Decimal(e.text or "") for e in root.findall(f".//{NFE}det//{NFE}{name}")), Decimal(0))

        def total(name: str, root: etree._Element = root) -> Decimal:
            return Decimal(root.findtext(f".//{NFE}ICMSTot/{NFE}{name}") or "")

        assert total("vProd") == summed("vProd")
        assert total("vFrete") == summed("vFrete")
        assert total("vICMS") == summed("vICMS")
        assert total("vNF") == total("vProd") + total("vFrete")
        assert Decimal(root.findtext(f".//{NFE}dup/{NFE}vDup") or "") == total("vNF")
        assert root.findtext(f".//{NFE}compra/{NFE}xPed") == scenario.draft.order_numbers[0]


def test_an_access_key_is_made_of_the_invoice_and_closes() -> None:
    drafts = [s.draft for s in SCENARIOS if s.shape in (Format.NFE_XML, Format.DANFE_PDF)]
    assert any(not draft.issuer.tax_id.isdigit() for draft in drafts), "one issuer has an alphanumeric CNPJ"
    for draft in drafts:
        key = key_of(draft)
        weighted = sum((ord(c) - 48) * w for c, w in zip(key[42::-1], [2, 3, 4, 5, 6, 7, 8, 9] * 6, strict=False))
        assert len(key) == 44
        assert int(key[43]) == (0 if weighted % 11 < 2 else 11 - weighted % 11)
        assert key[6:20] == draft.issuer.tax_id
        assert int(key[25:34]) == int(draft.number)


def test_the_access_key_of_a_published_example_closes() -> None:
    assert fiscal_keys._check_digit("3518083412874500015255001000047428192000749") == "8"


def test_the_due_date_factor_starts_again_in_2025() -> None:
    assert payment_codes.due_factor(date(2000, 7, 3)) == "1000"
    assert payment_codes.due_factor(date(2025, 2, 21)) == "9999"
    assert payment_codes.due_factor(date(2025, 2, 22)) == "1000"
    assert payment_codes.due_factor(date(2026, 11, 23)) == "1639"


def test_check_digits_agree_with_a_published_bank_slip() -> None:
    line = "00190500954014481606906809350314337370000000100"
    code = payment_codes.boleto_barcode(line)
    assert code == "00193373700000001000500940144816060680935031"
    assert payment_codes.mod_11(code[:4] + code[5:]) == code[4]
    assert [payment_codes.mod_10(part) for part in (line[:9], line[10:20], line[21:31])] == [line[9], line[20], line[31]]


def test_every_slip_closes_and_carries_its_amount() -> None:
    slips = [s for s in SCENARIOS if s.draft.payment.boleto]
    assert {len(s.draft.payment.boleto or "") for s in slips} == {47, 48}
    for scenario in slips:
        line, draft = scenario.draft.payment.boleto or "", scenario.draft
        asked = draft.net_total + draft.tax_total
        if len(line) == 48:
            code = payment_codes.utility_barcode(line)
            assert code[3] == payment_codes.mod_10(code[:3] + code[4:])
            assert Decimal(code[4:15]) / 100 == asked
        else:
            code = payment_codes.boleto_barcode(line)
            assert code[4] == payment_codes.mod_11(code[:4] + code[5:])
            assert code[5:9] == payment_codes.due_factor(draft.due_date)
            assert (Decimal(code[9:19]) / 100 == asked) is (HoldCode.PAYMENT_INSTRUCTIONS not in scenario.holds)


def test_a_pix_text_closes_as_the_central_banks_example_does() -> None:
    body = "00020126580014br.gov.bcb.pix0136123e4567-e12b-12d1-a456-4266554400005204000053039865802BR5913Fulano de Tal6008BRASILIA62070503***6304"
    assert _crc16(body) == "1D3D"
    texts = [s.draft.payment.pix for s in SCENARIOS if s.draft.payment.pix]
    assert texts
    for text in texts:
        assert text[-4:] == _crc16(text[:-4])


def _crc16(text: str) -> str:
    value = 0xFFFF
    for byte in text.encode():
        value ^= byte << 8
        for _ in range(8):
            value = (value << 1 ^ 0x1021 if value & 0x8000 else value << 1) & 0xFFFF
    return f"{value:04X}"


def test_scans_and_photos_have_no_text_to_read() -> None:
    scanned = render(ONE_OF_EACH[Format.SCAN_PDF].draft, Format.SCAN_PDF)
    assert text_of(scanned) == ""
    with Image.open(io.BytesIO(render(ONE_OF_EACH[Format.PHOTO_JPEG].draft, Format.PHOTO_JPEG))) as photo:
        assert photo.format == "JPEG"
        assert photo.width > 900


def test_every_tax_id_and_iban_of_the_company_and_its_suppliers_is_valid() -> None:
    assert cnpj.is_valid(COMPANY.company.tax_id)
    for entry in COMPANY.suppliers:
        check = vat.is_valid if entry.letterhead.country == "DE" else cnpj.is_valid
        assert check(entry.supplier.tax_id), entry.supplier.name
    used = {s.draft.payment.iban for s in SCENARIOS if s.draft.payment.iban}
    assert len(used) == 4
    assert all(iban.is_valid(number) for number in used)


def test_there_is_one_scenario_for_each_hold_that_a_document_can_bring_about() -> None:
    reached = {code for scenario in SCENARIOS for code in scenario.holds}
    elsewhere = {HoldCode.NO_APPROVER, HoldCode.ERP_DIFFERS, HoldCode.NO_EXCHANGE_RATE}
    assert set(HoldCode) - elsewhere <= reached
    assert {scenario.outcome for scenario in SCENARIOS} == set(Outcome)


def test_only_the_duplicates_share_a_number() -> None:
    numbers = Counter((s.supplier_id, s.draft.number) for s in SCENARIOS if s.duplicate_of is None)
    assert numbers.most_common(1)[0][1] == 1
    by_key = {s.key: s for s in SCENARIOS}
    for again in (s for s in SCENARIOS if s.duplicate_of):
        assert by_key[again.duplicate_of or ""].draft.number == again.draft.number


@pytest.mark.parametrize("today", [TODAY + timedelta(days=shift) for shift in (0, 1, 5, 6, 40, 98)])
def test_whatever_today_is_the_history_is_in_order(today: date) -> None:
    anchored = company.build(today)
    arrived = {receipt.order_number: receipt.received_on for receipt in anchored.receipts}
    plan = scenarios.build(anchored)
    assert len({s.key for s in plan}) == len(plan)
    for s in plan:
        assert s.received_at.date() < today
        assert s.draft.issue_date <= s.received_at.date()
        assert all(arrived.get(order, s.received_at.date()) <= s.received_at.date() for order in s.draft.order_numbers), s.key
        assert all(s.received_at < decision.at for decision in s.decisions)
        last = max((decision.at.date() for decision in s.decisions), default=s.received_at.date())
        assert all(last < payment.paid_on <= today for payment in s.payments), s.key
        assert sum(percent for _, percent in s.shares) in (0, 100)


def test_paid_invoices_never_exceed_what_was_ordered_and_received() -> None:
    billed: Counter[tuple[str, int]] = Counter()
    for scenario in SCENARIOS:
        for line in scenario.draft.lines:
            if scenario.outcome is Outcome.PAID and line.order_number and line.order_line:
                billed[line.order_number, line.order_line] += line.quantity  # type: ignore[assignment]
    assert billed
    for (number, at), quantity in billed.items():
        line = next(line for line in COMPANY.order(number).lines if line.number == at)
        assert quantity <= line.quantity
        assert line.is_service or quantity <= line.received


def test_the_company_fits_together() -> None:
    people = {person.id for person in COMPANY.people}
    centers = {center.id for center in COMPANY.cost_centers}
    assert len(centers) == 8
    assert all(center.leader_id in people for center in COMPANY.cost_centers)
    assert all(entry.email.endswith("@demo.example") and entry.password.startswith("demonstration") for entry in COMPANY.sign_ins)
    assert {budget.cost_center_id for budget in COMPANY.budgets} == centers
    for order in COMPANY.orders:
        assert order.supplier_id in {supplier.id for supplier in COMPANY.register}
        assert sum(Decimal(percent) for _, percent in order.cost_centers) in (0, 100)
        assert {center for center, _ in order.cost_centers} <= centers
