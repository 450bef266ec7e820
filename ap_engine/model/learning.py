"""What was reconciled, what was learned from it, and supplier templates as the books keep them (rules C13, C14; rows R11, R12)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from ap_engine.model.extraction import ExtractedLine, Page, Source
from ap_engine.model.template import SupplierTemplate


@dataclass(frozen=True, slots=True)
class Reconciled:
    """A document whose values are known to be right: a lesson's material.

    `name` is safe as an example's name (the invoice's id). `values` pair names of HEADER_FIELDS with canonical text (ISO
    dates, decimal point); what is not among them is not known, rather than not printed.
    """

    name: str
    pages: tuple[Page, ...]
    values: tuple[tuple[str, str], ...]
    lines: tuple[ExtractedLine, ...] = ()


@dataclass(frozen=True, slots=True)
class Lesson:
    """What came of a newly reconciled document.

    `templates` are the supplier's learned ones after it: usually one, two after its layout forked. `adopted` says whether
    they changed. `remarks` tell a clerk what was learned, or why a proposal was refused. `drifted`: the newest document
    has a layout that no template in force fits.
    """

    templates: tuple[SupplierTemplate, ...]
    adopted: bool
    remarks: tuple[str, ...] = ()
    drifted: bool = False


class Origin(StrEnum):
    """Who a template is from: a file of `supplier_templates/`, a person at the screen, or the learner."""

    FILE = "file"
    PERSON = "person"
    LEARNED = "learned"


@dataclass(frozen=True, slots=True)
class StoredTemplate:
    """A supplier's template in the books, as of its latest version. `version` counts from 1 and never repeats."""

    name: str
    supplier_id: str | None
    supplier: str
    version: int
    origin: Origin
    yaml: str
    in_force: bool
    changed_by: str
    changed_at: datetime
    why: str


@dataclass(frozen=True, slots=True)
class TemplateVersion:
    """One version of a template, kept for good. `verdict` says what the replay over reconciled documents showed."""

    name: str
    version: int
    yaml: str
    origin: Origin
    changed_by: str
    changed_at: datetime
    why: str
    verdict: str


@dataclass(frozen=True, slots=True)
class TemplateRefusal:
    """A template that was proposed and refused, with the reasons (rule C14: rejections are logged)."""

    name: str
    supplier_id: str | None
    supplier: str
    origin: Origin
    yaml: str
    refused_by: str
    refused_at: datetime
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DriftAlarm:
    """A supplier's newest reconciled document is not read right by the template in force any more (row N1)."""

    name: str
    invoice_id: str
    raised_at: datetime
    words: str


@dataclass(frozen=True, slots=True)
class FieldRead:
    """What had been read of a field before any person looked: evidence of how far reading can be trusted (row N2)."""

    field: str
    value: str
    certain: bool
    source: Source
    confidence: int


@dataclass(frozen=True, slots=True)
class FirstReading:
    """What reading by itself had made of a document. `template` is the layout by which it was read, None without one."""

    template: str | None = None
    problems: int = 0
    fields: tuple[FieldRead, ...] = ()


@dataclass(frozen=True, slots=True)
class Truth:
    """What a person confirmed: header values as canonical text, and the lines."""

    values: tuple[tuple[str, str], ...]
    lines: tuple[ExtractedLine, ...] = ()

    def value(self, name: str) -> str | None:
        """The right value of a field, or None."""
        return next((value for field, value in self.values if field == name), None)


@dataclass(frozen=True, slots=True)
class ReconciledDocument:
    """A document of a supplier with its words, what is right, and what had been read. One for each invoice.

    `words` are its pages as `template_file.words` writes them; `codes` the tax ids and IBANs that stand on it;
    `version` is the invoice's.
    """

    invoice_id: str
    version: int
    supplier_id: str
    received_at: datetime
    reconciled_at: datetime
    words: str
    right: Truth
    read: FirstReading
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Checked:
    """What had been read of one document, beside what a person then confirmed, and when: the history that trust counts."""

    received_at: datetime
    reconciled_at: datetime
    right: Truth
    read: FirstReading


@dataclass(frozen=True, slots=True)
class FieldTrust:
    """How far a field of one supplier's layout may be trusted unseen (row N2); `rules.trust` says how it is counted.

    `read` documents were read and checked since `since`, `wrong` of them wrong. `bound` is the upper bound of the error
    rate at 95 %, `promise` what the policy allows, both as shares of 1. `watched`: so many further documents need a
    person after the last error. `missing`: so many further right documents until it goes through; 0 when it does, None
    when it never will. `least_confidence` is the lowest with which reading was right.
    """

    field: str
    template: str
    since: datetime | None
    read: int
    wrong: int
    bound: Decimal
    promise: Decimal
    watched: int
    missing: int | None
    least_confidence: int

    @property
    def goes_through(self) -> bool:
        """Whether a reading of this field needs no person."""
        return self.missing == 0
