"""A template while a person makes it from samples. Each step is a new template; none of them reads or writes anything.

An example here may still lack values: `parse` and `check` say what is missing before a template is in force.
"""

from __future__ import annotations

import re
from dataclasses import replace

from ap_engine.extraction.template_choice import usable_code, usable_text
from ap_engine.extraction.template_mask import MaskError, compile_mask
from ap_engine.extraction.template_places import labels_at
from ap_engine.extraction.template_style import AMOUNT_FIELDS, DATE_FIELDS, TAX_ID_FIELDS, Style, style_of
from ap_engine.extraction.text import squeeze
from ap_engine.extraction.values import date_order, dates_in, decimal_mark
from ap_engine.model.errors import TemplateError
from ap_engine.model.extraction import HEADER_FIELDS, Extraction, Page
from ap_engine.model.tax_ids import compact_tax_id, is_valid_tax_id
from ap_engine.model.template import Example, FieldRule, Identifiers, Place, SupplierTemplate
from ap_engine.template_file.finding import Known, best_rule, finds, sample_lines, suggestions
from ap_engine.template_file.strict_yaml import nearest

NUMBERS = {",": "1.234,56", ".": "1,234.56"}
DATES = {"dmy": "31/12/2026", "mdy": "12/31/2026"}
_LONGEST = 200
WITHOUT_RULE = ("currency", "supplier_tax_id")  # the same on every invoice: nothing has to be looked for


def file_name(supplier: str) -> str:
    """A template's name from its supplier's: "araucaria-telecomunicacoes-sa".

    >>> file_name("Araucária Telecomunicações S.A.")
    'araucaria-telecomunicacoes-sa'
    """
    words = [squeeze(word) for word in supplier.split()]
    return "-".join(word for word in words[:4] if word)[:80] or "supplier"


def begin(name: str, supplier: str) -> SupplierTemplate:
    """A template of which only the supplier is known."""
    return SupplierTemplate(name, supplier, Identifiers(), NUMBERS["."], DATES["dmy"], ())


def add_sample(
    template: SupplierTemplate, name: str, pages: tuple[Page, ...], general: Extraction, tax_id: str | None, ours: frozenset[str]
) -> SupplierTemplate:
    """A further sample; the first one also shows how numbers and dates are written and what identifies the supplier."""
    taken = {example.name for example in template.examples}
    free = next(one for one in (name, *(f"{name} {n}" for n in range(2, 100))) if one not in taken)
    if not template.examples:
        texts = [line.text for line in sample_lines(pages)]
        order = date_order(texts, [day for text in texts for day in dates_in(text)])
        template = replace(template, numbers=NUMBERS[decimal_mark(texts) or "."], dates=DATES[order])
    template = replace(template, examples=(*template.examples, Example(free, (), (), pages)))
    if not template.identifiers.codes and not template.identifiers.texts:
        template = replace(template, identifiers=_identified(template, pages, general, tax_id, ours))
    if not template.currency:
        template = replace(template, currency=general.value("currency"))
    return template


def _identified(
    template: SupplierTemplate, pages: tuple[Page, ...], general: Extraction, tax_id: str | None, ours: frozenset[str]
) -> Identifiers:
    """What identifies the supplier on its first sample: its tax id, else its IBAN, else its name; perhaps nothing yet."""
    lines = sample_lines(pages)
    for code in (compact_tax_id(tax_id or ""), general.value("supplier_tax_id") or ""):
        if code and code not in ours and usable_code(code) and any(labels_at((line,), code) for line in lines):
            return Identifiers(tax_ids=(code,))
    if general.payment.iban:
        return Identifiers(ibans=(general.payment.iban,))
    if usable_text(template.supplier) and labels_at(lines, template.supplier):
        return Identifiers(texts=(template.supplier,))
    return Identifiers()


def remove_sample(template: SupplierTemplate, at: int) -> SupplierTemplate:
    """Without one of its samples."""
    return replace(template, examples=(*template.examples[:at], *template.examples[at + 1 :]))


def style_in(template: SupplierTemplate) -> Style:
    """How the template says that numbers and dates are written."""
    return style_of(template.numbers, template.dates) or Style(".", "dmy")


def with_style(template: SupplierTemplate, numbers: str, dates: str) -> SupplierTemplate:
    """With numbers and dates as in these copies. Raises TemplateError when they leave it open."""
    if numbers not in NUMBERS.values() or dates not in DATES.values():
        raise TemplateError("Choose how numbers and dates are written.")
    return replace(template, numbers=numbers, dates=dates)


def mark(
    template: SupplierTemplate, at: int, name: str, printed: str, ours: frozenset[str] = frozenset(), keep_rule: bool = False
) -> SupplierTemplate:
    """The right value of a field on a sample, as printed; its rule is made to find it there and on the other samples.

    With `keep_rule` the rule that is there stays as a person made it. Raises TemplateError in a clerk's words.
    """
    printed = " ".join(printed.split()).strip()
    if name == "currency":
        return _with_currency(template, printed)
    value = _canonical(template, name, printed)
    if name == "supplier_tax_id":
        _may_identify(value, printed, ours)
    template = _with_value(template, at, name, printed)
    if name == "supplier_tax_id":
        codes = tuple(compact_tax_id(text) for text, _ in known_of(template, name))
        return replace(template, identifiers=replace(template.identifiers, tax_ids=tuple(dict.fromkeys(codes))))
    return template if keep_rule and template.rule(name) else propose(template, name, keep=True)


def _with_currency(template: SupplierTemplate, printed: str) -> SupplierTemplate:
    if not re.fullmatch(r"[A-Z]{3}", printed.upper()):
        raise TemplateError(f"“{printed}” is no currency code, such as BRL or EUR.")
    return replace(template, currency=printed.upper())


def _canonical(template: SupplierTemplate, name: str, printed: str) -> str:
    if name not in HEADER_FIELDS:
        raise TemplateError(f"There is no field “{name}”.{nearest(name, HEADER_FIELDS)}")
    value = style_in(template).canonical(name, printed) if printed else None
    if value is None or len(printed) > _LONGEST or not printed.isprintable():
        kind = (
            f"date as this template writes dates ({template.dates})"
            if name in DATE_FIELDS
            else f"amount as this template writes numbers ({template.numbers})"
            if name in AMOUNT_FIELDS
            else "tax id"
            if name in TAX_ID_FIELDS
            else "value"
        )
        raise TemplateError(f"{name}: “{printed[:60]}” is no {kind}.")
    return value


def _may_identify(value: str, printed: str, ours: frozenset[str]) -> None:
    if value in ours:
        raise TemplateError(f"supplier_tax_id: {printed} is our own tax id; it stands on every invoice that we receive.")
    if not usable_code(value):
        raise TemplateError(f"supplier_tax_id: “{printed}” is too short to identify a supplier.")
    if is_valid_tax_id(value) is False:
        raise TemplateError(f"supplier_tax_id: the check digits of {printed} do not fit. Look whether it was read right.")


def _with_value(template: SupplierTemplate, at: int, name: str, printed: str) -> SupplierTemplate:
    example = template.examples[at]
    values = {**dict(example.values), name: printed}
    ordered = tuple((key, values[key]) for key in HEADER_FIELDS if key in values)
    return with_example(
        replace(template, absent=tuple(n for n in template.absent if n != name)), at, replace(example, values=ordered)
    )


def with_example(template: SupplierTemplate, at: int, example: Example) -> SupplierTemplate:
    """With one sample changed."""
    return replace(template, examples=(*template.examples[:at], example, *template.examples[at + 1 :]))


def forget(template: SupplierTemplate, name: str) -> SupplierTemplate:
    """Without the field: no rule, and no right value on any sample."""
    examples = tuple(replace(e, values=tuple(v for v in e.values if v[0] != name)) for e in template.examples)
    identifiers = replace(template.identifiers, tax_ids=()) if name == "supplier_tax_id" else template.identifiers
    return replace(
        template,
        identifiers=identifiers,
        fields=tuple(rule for rule in template.fields if rule.field != name),
        absent=tuple(one for one in template.absent if one != name),
        currency=None if name == "currency" else template.currency,
        examples=examples,
    )


def not_printed(template: SupplierTemplate, name: str) -> SupplierTemplate:
    """The supplier never prints this field: nothing is guessed for it."""
    template = forget(template, name)
    return replace(template, absent=(*template.absent, name))


def known_of(template: SupplierTemplate, name: str) -> tuple[Known, ...]:
    """The right values of a field, each with the lines of its sample."""
    return tuple(
        (printed, sample_lines(example.pages)) for example in template.examples for key, printed in example.values if key == name
    )


def suggested(template: SupplierTemplate, name: str) -> tuple[FieldRule, ...]:
    """Other rules that would find the field's right values."""
    return suggestions(name, known_of(template, name), style_in(template))


def propose(template: SupplierTemplate, name: str, keep: bool = False) -> SupplierTemplate:
    """With the best rule for a field; with `keep` the present one stays while it finds every right value."""
    known, style = known_of(template, name), style_in(template)
    present = template.rule(name)
    if present and keep and all(finds(present, one, style) for one in known):
        return template
    best = best_rule(name, known, style)
    return with_rule(template, best) if best else template


def with_rule(template: SupplierTemplate, rule: FieldRule) -> SupplierTemplate:
    """With this rule in the place of the field's present one. Raises TemplateError when it cannot be a rule."""
    if rule.place is Place.BOX:
        if rule.box is None or rule.box.x0 >= rule.box.x1 or rule.box.y0 >= rule.box.y1:
            raise TemplateError(f"{rule.field}: draw a box around the place where the value stands.")
    elif not rule.labels or not all(_is_phrase(label) for label in rule.labels):
        raise TemplateError(f"{rule.field}: the words that announce the value are missing.")
    if rule.row is not None and not _is_phrase(rule.row):
        raise TemplateError(f"{rule.field}: “{rule.row}” is not words as they are printed.")
    if rule.pattern is not None:
        try:
            compile_mask(rule.pattern)
        except MaskError as error:
            raise TemplateError(f"{rule.field}: “{rule.pattern}”: {error}.") from error
    rules = {one.field: one for one in template.fields} | {rule.field: rule}
    return replace(template, fields=tuple(rules[name] for name in HEADER_FIELDS if name in rules))


def _is_phrase(text: str) -> bool:
    return bool(squeeze(text)) and len(text) <= _LONGEST and text.isprintable()


def by_label(template: SupplierTemplate, name: str, label: str) -> SupplierTemplate:
    """With the field announced by these words, where its right values stand from them: right, else below, else in the column."""
    present = template.rule(name)
    pattern = present.pattern if present else None
    known, style = known_of(template, name), style_in(template)
    rules = [FieldRule(name, place, (label,), pattern=pattern) for place in (Place.RIGHT, Place.BELOW, Place.COLUMN)]
    if present and present.place in (Place.RIGHT, Place.BELOW, Place.COLUMN):
        rules.insert(0, replace(rules[0], place=present.place))
    return with_rule(template, max(rules, key=lambda rule: sum(finds(rule, one, style) for one in known)))


def identified_by_text(template: SupplierTemplate, at: int, text: str) -> SupplierTemplate:
    """With printed words that identify the supplier, which stand on the sample. No text: without such words."""
    text = " ".join(text.split())
    if text and not usable_text(text):
        raise TemplateError(f"“{text}” stands on too many papers: give 8 letters or more, at most 12 words.")
    if text and not labels_at(sample_lines(template.examples[at].pages), text):
        raise TemplateError(f"“{text}” does not stand on this sample as it is given here.")
    return replace(template, identifiers=replace(template.identifiers, texts=(text,) if text else ()))
