"""Samples for the template screen: opened by the limited reader, never here, and kept among the originals for their pictures.

What a person does with them is in `template_file.making`; the screen gets those steps from here.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ap_engine.engine import Engine
from ap_engine.model.errors import NotAllowed, UnreadableUpload
from ap_engine.model.extraction import Page
from ap_engine.model.parties import Person, Role
from ap_engine.model.tax_ids import compact_tax_id
from ap_engine.model.template import SupplierTemplate
from ap_engine.template_file import making
from ap_engine.template_file.read_back import first_invoice, general_reading

MAKERS = (Role.ADMINISTRATOR,)
LOOKERS = (Role.ADMINISTRATOR, Role.FINANCE)
_NAME = 60


@dataclass(frozen=True, slots=True)
class Sample:
    """A sample as it was opened. `pages` are those of its first invoice; `left_out` counts pages of further ones."""

    sha256: str
    name: str
    pages: tuple[Page, ...]
    left_out: int = 0
    remarks: tuple[str, ...] = ()


def open_sample(engine: Engine, who: Person, content: bytes, file_name: str) -> Sample:
    """A sample's words. Raises UnreadableUpload with what is wrong with the file, NotAllowed for who may not make templates."""
    if not who.has(*MAKERS):
        raise NotAllowed("An administrator makes templates.")
    sha256 = engine.originals.put(content)
    document = engine.reader.words(engine.originals.path(sha256))
    if document.xml:
        raise UnreadableUpload("It carries its data as XML and is read from that: such a supplier needs no template.")
    remarks = tuple(problem.message for problem in document.problems)
    if not any(page.words for page in document.pages):
        raise UnreadableUpload(
            " ".join(remarks) or "No words can be read on it. A template needs a sample whose words can be read."
        )
    pages = first_invoice(document.pages, our_tax_ids(engine))
    return Sample(sha256, _plain(file_name), pages, len(document.pages) - len(pages), remarks)


def _plain(file_name: str) -> str:
    stem = Path(file_name.replace("\\", "/")).stem
    return " ".join("".join(sign if sign.isprintable() else " " for sign in stem).split())[:_NAME] or "sample"


def our_tax_ids(engine: Engine) -> frozenset[str]:
    """They stand on every invoice that we receive, and identify no supplier."""
    own = compact_tax_id(engine.company.tax_id)
    return frozenset((own,)) if own else frozenset()


def with_sample(engine: Engine, template: SupplierTemplate, sample: Sample, tax_id: str | None) -> SupplierTemplate:
    """The template with a further sample. `tax_id` is the supplier's in the register, where it is known."""
    ours = our_tax_ids(engine)
    return making.add_sample(template, sample.name, sample.pages, general_reading(sample.pages, ours), tax_id, ours)


def sample_picture(engine: Engine, who: Person, sha256: str, page: int, width: int) -> bytes:
    """A page of a sample as WebP. Raises UnreadableUpload when there is no such sample or page, NotAllowed for others' eyes."""
    if not who.has(*LOOKERS):
        raise NotAllowed()
    try:
        path = engine.originals.path(sha256)
    except ValueError as error:
        raise UnreadableUpload("There is no such sample.") from error
    if not path.is_file():
        raise UnreadableUpload("There is no such sample.")
    return engine.originals.derived(sha256, f"page-{page}-{width}.webp", lambda: engine.reader.page_image(path, page, width))
