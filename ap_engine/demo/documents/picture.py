"""Pictures of paper: a page from an office scanner, and a bill photographed with a phone."""

from __future__ import annotations

import hashlib
import io
from functools import cache
from pathlib import Path
from typing import Literal

import reportlab
from PIL import Image, ImageDraw, ImageFilter, ImageFont
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from ap_engine.demo.documents import formats
from ap_engine.demo.documents.draft import InvoiceDraft

_DOTS = 8  # a millimetre at about 200 dots to the inch
_FONTS = Path(reportlab.__file__).parent / "fonts"
_INK = (28, 28, 34)
_Anchor = Literal["ls", "rs", "ms"]


def scan(draft: InvoiceDraft) -> bytes:
    """An image-only PDF: the bill printed, laid slightly askew on the glass, and scanned in grey."""
    page = Image.new("RGB", (210 * _DOTS, 297 * _DOTS), (252, 252, 250))
    _bill(ImageDraw.Draw(page), draft)
    turned = page.rotate(0.6, resample=Image.Resampling.BICUBIC, fillcolor=(246, 246, 244)).convert("L")
    noisy = Image.blend(turned, _noise(turned.size, draft.number), 0.045)
    jpeg = io.BytesIO()
    noisy.save(jpeg, "JPEG", quality=72, dpi=(203, 203))
    jpeg.seek(0)
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=1)
    canvas.setTitle("Digitalização")
    canvas.drawImage(ImageReader(jpeg), 0, 0, A4[0], A4[1])
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def photo(draft: InvoiceDraft, *, sharp: bool = True) -> bytes:
    """A JPEG of a narrow printed bill on a table; out of focus beyond reading when not `sharp`."""
    paper = Image.new("RGB", (92 * _DOTS, 172 * _DOTS), (250, 248, 243))
    _receipt(ImageDraw.Draw(paper), draft)
    table = _table((120 * _DOTS, 200 * _DOTS), draft.number)
    mask = Image.new("L", paper.size, 255).rotate(-1.4, expand=True, resample=Image.Resampling.BICUBIC)
    turned = paper.rotate(-1.4, expand=True, resample=Image.Resampling.BICUBIC)
    shadow = Image.new("RGB", table.size, (58, 40, 26))
    table.paste(shadow.crop((0, 0, *mask.size)), (104, 104), mask.filter(ImageFilter.GaussianBlur(9)).point(lambda v: v * 2 // 5))
    table.paste(turned, (92, 88), mask)
    lit = Image.composite(table, table.point(lambda value: value * 4 // 5), _light(table.size))
    lit = Image.blend(lit, _noise(lit.size, draft.number).convert("RGB"), 0.03)
    lit = lit.filter(ImageFilter.GaussianBlur(0.6 if sharp else 17))
    out = io.BytesIO()
    lit.save(out, "JPEG", quality=84 if sharp else 60)
    return out.getvalue()


def _bill(draw: ImageDraw.ImageDraw, draft: InvoiceDraft) -> None:
    issuer, buyer = draft.issuer, draft.buyer
    colour = _rgb(issuer.colour)
    draw.ellipse(_scaled(16, 15, 36, 35), fill=colour)
    _put(draw, 26, 29, issuer.trade_name[:1], 34, bold=True, anchor="ms", ink=(255, 255, 255))
    _put(draw, 41, 23, issuer.name, 27, bold=True)
    _put(draw, 41, 29, f"{issuer.street_line} - {issuer.district} - {issuer.city_line}", 20)
    _put(draw, 41, 34, f"CNPJ {formats.cnpj(issuer.tax_id)}   Fone {issuer.phone}", 20)
    draw.line(_scaled(16, 40, 194, 40), fill=_INK, width=3)
    _put(draw, 16, 51, f"FATURA Nº {draft.number}", 32, bold=True)
    _put(draw, 194, 47, f"Data de emissão: {formats.day(draft.issue_date)}", 25, anchor="rs")
    _put(draw, 194, 53, f"Vencimento: {formats.day(draft.due_date)}", 25, anchor="rs", bold=True)
    _put(draw, 16, 64, f"Cliente: {buyer.name}", 25, bold=True)
    _put(draw, 16, 70, f"CNPJ: {formats.cnpj(buyer.tax_id)}", 24)
    _put(draw, 16, 76, f"{buyer.street_line} - {buyer.district} - {buyer.city_line}", 24)
    if draft.order_numbers:
        _put(draw, 16, 85, f"Pedido de compra: {draft.order_text}", 25, bold=True)
    stops = ((18, "ls"), (44, "ls"), (138, "rs"), (147, "ls"), (170, "rs"), (192, "rs"))
    head = ("Código", "Descrição", "Qtde", "Un", "Unitário", "Total")
    rows = [
        (line.item_code, line.description, formats.quantity(line.quantity), line.unit, formats.continental(line.unit_price),
         formats.continental(line.net))
        for line in draft.lines
    ]  # fmt: skip
    y = 92
    draw.rectangle(_scaled(16, y, 194, y + 9), fill=(222, 224, 228), outline=_INK, width=2)
    for row in (head, *rows):
        for (x, anchor), value in zip(stops, row, strict=True):
            _put(draw, x, y + 6.3, value, 23, bold=row is head, anchor="rs" if anchor == "rs" else "ls")
        y += 9
        draw.line(_scaled(16, y, 194, y), fill=(110, 110, 116), width=1)
    _put(draw, 192, y + 12, f"Total a pagar: R$ {formats.continental(draft.gross_total)}", 27, bold=True, anchor="rs")
    y += 28
    if draft.issuer.account:
        bank = f"Depósito: {issuer.bank_name}, agência {issuer.agency}, conta {issuer.account}"
        _put(draw, 16, y, bank, 23)
    _put(draw, 16, y + 7, draft.note or "Obrigado pela preferência.", 23)


def _receipt(draw: ImageDraw.ImageDraw, draft: InvoiceDraft) -> None:
    issuer = draft.issuer
    _put(draw, 46, 13, issuer.trade_name.upper(), 30, bold=True, anchor="ms")
    for place, line in enumerate((issuer.name, f"CNPJ {formats.cnpj(issuer.tax_id)}", issuer.street_line, issuer.city_line)):
        _put(draw, 46, 20 + place * 5, line, 20, anchor="ms")
    _dashes(draw, 41)
    _put(draw, 6, 50, f"NOTA Nº {draft.number}", 26, bold=True)
    _put(draw, 6, 57, f"Data: {formats.day(draft.issue_date)}", 22)
    _put(draw, 86, 57, f"Venc.: {formats.day(draft.due_date)}", 22, anchor="rs")
    _put(draw, 6, 64, f"Cliente: {draft.buyer.name}", 20)
    _put(draw, 6, 70, f"CNPJ: {formats.cnpj(draft.buyer.tax_id)}", 20)
    y = 76.0
    if draft.order_numbers:
        _put(draw, 6, y, f"Pedido de compra: {draft.order_text}", 20)
    _dashes(draw, y + 4)
    y += 12
    for item in draft.lines:
        _put(draw, 6, y, f"{item.item_code} {item.description}", 20)
        _put(draw, 10, y + 5.5, f"{formats.quantity(item.quantity)} {item.unit} x {formats.continental(item.unit_price)}", 20)
        _put(draw, 86, y + 5.5, formats.continental(item.net), 20, anchor="rs")
        y += 14
    _dashes(draw, y - 3)
    _put(draw, 6, y + 6, "TOTAL R$", 30, bold=True)
    _put(draw, 86, y + 6, formats.continental(draft.gross_total), 30, bold=True, anchor="rs")
    _put(draw, 46, y + 18, draft.note or "Obrigado e volte sempre!", 19, anchor="ms")


def _put(
    draw: ImageDraw.ImageDraw, x: float, y: float, text: str, size: int, *, bold: bool = False, anchor: _Anchor = "ls",
    ink: tuple[int, int, int] = _INK,
) -> None:  # fmt: skip
    draw.text((x * _DOTS, y * _DOTS), text, font=_font(size, bold), fill=ink, anchor=anchor)


@cache
def _font(size: int, bold: bool) -> ImageFont.FreeTypeFont:
    # The fonts that come with reportlab: the picture does not depend on what the machine has installed.
    return ImageFont.truetype(str(_FONTS / ("VeraBd.ttf" if bold else "Vera.ttf")), size)


def _dashes(draw: ImageDraw.ImageDraw, y: float) -> None:
    for x in range(6, 86, 3):
        draw.line(_scaled(x, y, x + 1.8, y), fill=_INK, width=2)


def _scaled(*millimetres: float) -> tuple[float, float, float, float]:
    x0, y0, x1, y1 = (value * _DOTS for value in millimetres)
    return (x0, y0, x1, y1)


def _rgb(colour: str) -> tuple[int, int, int]:
    return (int(colour[:2], 16), int(colour[2:4], 16), int(colour[4:], 16))


def _noise(size: tuple[int, int], seed: str) -> Image.Image:
    """Grain that is the same for the same seed."""
    return Image.frombytes("L", size, hashlib.shake_128(seed.encode()).digest(size[0] * size[1]))


def _table(size: tuple[int, int], seed: str) -> Image.Image:
    """A wooden table: streaks along it in two browns."""
    grain = Image.frombytes("L", (size[0] // 10, 4), hashlib.shake_128(f"wood{seed}".encode()).digest(size[0] // 10 * 4))
    streaks = grain.resize(size, Image.Resampling.BICUBIC).point(lambda value: value * 3 // 5)
    return Image.composite(Image.new("RGB", size, (156, 112, 74)), Image.new("RGB", size, (128, 88, 56)), streaks)


def _light(size: tuple[int, int]) -> Image.Image:
    """Light that falls from above."""
    return Image.linear_gradient("L").transpose(Image.Transpose.ROTATE_180).resize(size, Image.Resampling.BICUBIC)
