"""A template as YAML that a clerk can read and change; `parse` reads it back the same."""

from __future__ import annotations

import re
from dataclasses import fields

from ap_engine.model.extraction import ExtractedLine
from ap_engine.model.template import Example, FieldRule, LineTable, Place, SupplierTemplate
from ap_engine.template_file.words import rows_of

_PLAIN = re.compile(r"[A-Za-zÀ-ÿ0-9](?:[A-Za-zÀ-ÿ0-9 ./_()+º$%'-]*[A-Za-zÀ-ÿ0-9./)+º$%'])?")


def write(template: SupplierTemplate, notes: tuple[str, ...] = ()) -> str:
    """The template's YAML; `notes` stand as remarks at the top."""
    known = template.identifiers
    out = [f"# {note}" for note in notes]
    out += [f"supplier: {_text(template.supplier)}", "identified_by:"]
    for key, texts in (
        ("tax_ids", known.tax_ids), ("ibans", known.ibans), ("bank_accounts", known.bank_accounts), ("texts", known.texts),
    ):  # fmt: skip
        out += _several(key, texts, "  ")
    out += [f"numbers: {_text(template.numbers)}", f"dates: {_text(template.dates)}"]
    if template.currency:
        out.append(f"currency: {template.currency}")
    out.append("fields:")
    for rule in template.fields:
        out += _rule(rule)
    out += _several("not_printed", template.absent, "")
    if template.lines:
        out += _table(template.lines)
    out.append("examples:")
    for example in template.examples:
        out += _example(example)
    return "\n".join(out) + "\n"


def _text(text: str, in_list: bool = False) -> str:
    """A scalar, in quotes where YAML would see more than text in it: a comma only in a list between brackets."""
    if _PLAIN.fullmatch(text if in_list else text.replace(",", ".")):
        return text
    signs = (sign if sign.isprintable() and sign not in '\\"' else _escaped(sign) for sign in text)
    return '"' + "".join(signs) + '"'


def _escaped(sign: str) -> str:
    return f"\\{sign}" if sign in '\\"' else f"\\U{ord(sign):08X}"


def _several(key: str, texts: tuple[str, ...], indent: str) -> list[str]:
    return [f"{indent}{key}: [{', '.join(_text(text, in_list=True) for text in texts)}]"] if texts else []


def _one_or_several(key: str, texts: tuple[str, ...], indent: str) -> list[str]:
    return [f"{indent}{key}: {_text(texts[0])}"] if len(texts) == 1 else _several(key, texts, indent)


def _rule(rule: FieldRule) -> list[str]:
    out = [f"  {rule.field}:"]
    if rule.box:
        out.append(f"    page: {rule.page or 'last'}")
        out.append(f"    box: {rule.box.x0} {rule.box.y0} {rule.box.x1} {rule.box.y1}")
    else:
        out += _one_or_several("label", rule.labels, "    ")
    if rule.place is not Place.BOX:
        out.append(f"    where: {rule.place.value}")
    if rule.row:
        out.append(f"    row: {_text(rule.row)}")
    if rule.pattern:
        out.append(f"    pattern: {_text(rule.pattern)}")
    if rule.last:
        out.append("    take: last")
    if rule.fallback:
        out.append("    fallback: yes")
    return out


def _table(table: LineTable) -> list[str]:
    out = ["lines:"]
    if table.columns:
        out.append("  columns:")
        out += [f"    {name}: {_text(heading)}" for name, heading in table.columns]
    if table.forms:
        out.append("  forms:")
        out += [f"    - {_text(form)}" for form in table.forms]
    for key, phrases in (("starts_after", table.start), ("ends_before", table.end), ("skip", table.skip)):
        out += _one_or_several(key, phrases, "  ")
    if not table.several_lines:
        out.append("  descriptions: one line")
    return out


def _example(example: Example) -> list[str]:
    out = [f"  - name: {_text(example.name)}", "    values:"]
    out += [f"      {name}: {_text(value)}" for name, value in example.values]
    if example.lines:
        out.append("    lines:")
    for line in example.lines:
        printed = [
            f"{field.name}: {_text(value)}"
            for field in fields(ExtractedLine)
            if field.name != "evidence" and (value := getattr(line, field.name))
        ]
        out.append(f"      - {printed[0]}")
        out += [f"        {text}" for text in printed[1:]]
    out.append("    words: |")
    out += [f"      {row}" for row in rows_of(example.pages)]
    return out
