"""Pages as grey pictures, and barcodes in them. Runs only in the limited worker; every picture has a pixel cap."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Any

import pypdfium2 as pdfium

OCR_DPI = 200  # 300 was measured to be slower and to read numbers worse
PIXELS = 12_000_000
IMAGE_PIXELS = 80_000_000
IMAGE_FRAMES = 20
_POINTS = 72.0


@dataclass(frozen=True, slots=True)
class Raster:
    """A grey picture, one byte a pixel, rows without padding; `tenths` is the size of a pixel in tenths of a point."""

    width: int
    height: int
    pixels: bytes
    tenths: float

    def pgm(self) -> bytes:
        """The picture as a PGM file."""
        return b"P5 %d %d 255\n" % (self.width, self.height) + self.pixels


def of_page(page: pdfium.PdfPage, dpi: int = OCR_DPI) -> Raster:
    """A PDF page as it is seen, at `dpi`, or smaller where it would exceed 12 million pixels."""
    width, height = page.get_size()
    scale = min(dpi / _POINTS, (PIXELS / max(width * height, 1.0)) ** 0.5)
    bitmap = page.render(scale=scale, grayscale=True, may_draw_forms=False)
    try:
        rows = memoryview(bitmap.buffer).cast("B")
        stride = bitmap.stride
        pixels = b"".join(rows[y * stride : y * stride + bitmap.width] for y in range(bitmap.height))
        return Raster(bitmap.width, bitmap.height, pixels, 10 / scale)
    finally:
        bitmap.close()


def open_image(data: bytes) -> Any:
    """A picture opened by Pillow, its pixel count checked before it is decoded. Raises ValueError in a reader's words."""
    from PIL import Image, UnidentifiedImageError

    Image.MAX_IMAGE_PIXELS = IMAGE_PIXELS
    try:
        image = Image.open(io.BytesIO(data), formats=("PNG", "JPEG", "TIFF", "WEBP"))
    except (UnidentifiedImageError, OSError, Image.DecompressionBombError) as error:
        raise ValueError("This picture is damaged, or far too large to be a photographed or scanned invoice.") from error
    if image.width * image.height > IMAGE_PIXELS:
        raise ValueError(f"This picture has {image.width} × {image.height} pixels, more than any scan of an invoice.")
    return image


def frames_of(data: bytes) -> int:
    """How many frames a picture says that it has. Raises ValueError in a reader's words."""
    return int(getattr(open_image(data), "n_frames", 1))


def of_image(data: bytes) -> list[Raster]:
    """The frames of a picture (at most 20) in grey, upright by its EXIF, scaled down to 12 million pixels."""
    from PIL import Image, ImageOps, ImageSequence

    image = open_image(data)
    image.draft("L", (4000, 4000))
    rasters: list[Raster] = []
    try:
        for number, frame in enumerate(ImageSequence.Iterator(image)):
            if number == IMAGE_FRAMES:
                break
            grey = _grey(ImageOps.exif_transpose(frame))
            if grey.width * grey.height > PIXELS:
                shrink = (PIXELS / (grey.width * grey.height)) ** 0.5
                grey = grey.resize((int(grey.width * shrink), int(grey.height * shrink)), Image.Resampling.BOX)
            rasters.append(Raster(grey.width, grey.height, grey.tobytes(), 10 * _POINTS / OCR_DPI))
    except (OSError, SyntaxError, Image.DecompressionBombError) as error:
        if not rasters:
            raise ValueError("This picture is damaged or was cut off while it was sent.") from error
    return rasters


def _grey(frame: Any) -> Any:
    """The frame in grey; what is transparent is paper."""
    from PIL import Image

    if frame.mode in ("RGBA", "LA", "PA") or "transparency" in frame.info:
        paper = Image.new("RGBA", frame.size, "white")
        paper.alpha_composite(frame.convert("RGBA"))
        frame = paper
    return frame.convert("L")


def turned(raster: Raster, degrees: int) -> Raster:
    """The picture turned clockwise by 90, 180 or 270 degrees."""
    from PIL import Image

    turn = {90: Image.Transpose.ROTATE_270, 180: Image.Transpose.ROTATE_180, 270: Image.Transpose.ROTATE_90}[degrees]
    image = Image.frombytes("L", (raster.width, raster.height), raster.pixels).transpose(turn)
    return Raster(image.width, image.height, image.tobytes(), raster.tenths)


def barcodes(raster: Raster) -> tuple[str, ...]:
    """The texts of Code 128 (access key), ITF (boleto) and QR codes (PIX) in a picture."""
    import zxingcpp

    view = memoryview(raster.pixels).cast("B", (raster.height, raster.width))
    wanted = (zxingcpp.BarcodeFormat.Code128, zxingcpp.BarcodeFormat.ITF, zxingcpp.BarcodeFormat.QRCode)
    formats = zxingcpp.BarcodeFormats(wanted)
    return tuple(code.text for code in zxingcpp.read_barcodes(view, formats=formats) if code.text)
