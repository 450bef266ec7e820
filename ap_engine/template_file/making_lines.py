"""The line table of a template while a person makes it: headings that were tapped, words that end it, the lines that are right."""

from __future__ import annotations

from dataclasses import fields, replace
from decimal import Decimal

from ap_engine.extraction.line_items import sum_of
from ap_engine.extraction.template_forms import LINE_FIELDS
from ap_engine.extraction.template_lines import read_table
from ap_engine.extraction.template_proposal import propose_table
from ap_engine.extraction.template_style import LINE_NUMBERS, Style
from ap_engine.extraction.text import squeeze
from ap_engine.model.errors import TemplateError
from ap_engine.model.extraction import ExtractedLine
from ap_engine.model.template import LineTable, SupplierTemplate
from ap_engine.template_file.finding import sample_lines
from ap_engine.template_file.making import style_in, with_example

WORDS = ("start", "end", "skip")  # the words of a table that are no headings
_MOST = 500


def proposed_table(template: SupplierTemplate, at: int) -> LineTable | None:
    """The table under headings that are known words on a sample; None when there is none."""
    return propose_table(sample_lines(template.examples[at].pages), style_in(template))


def with_table(template: SupplierTemplate, table: LineTable | None) -> SupplierTemplate:
    """With this table; without one, no sample has lines either."""
    if table is None:
        return replace(template, lines=None, examples=tuple(replace(e, lines=()) for e in template.examples))
    return replace(template, lines=table)


def with_heading(template: SupplierTemplate, name: str, heading: str) -> SupplierTemplate:
    """With a column under this heading; without text the column is gone. Raises TemplateError for what is no heading."""
    table = template.lines or LineTable()
    heading = " ".join(heading.split())
    if name not in LINE_FIELDS or table.forms:
        raise TemplateError("This table is read by the forms of its lines; change them in the text.")
    columns = {key: words for key, words in table.columns if key != name}
    if heading:
        if not squeeze(heading):
            raise TemplateError(f"“{heading}” is no heading.")
        columns[name] = heading
    ordered = tuple((key, columns[key]) for key in LINE_FIELDS if key in columns)
    return with_table(template, replace(table, columns=ordered) if ordered else None)


def with_words(template: SupplierTemplate, which: str, text: str) -> SupplierTemplate:
    """With the words that begin (`start`) or end (`end`) the table, or begin lines to leave out (`skip`); several by “|”."""
    if which not in WORDS or template.lines is None:
        raise TemplateError("Mark the table's headings first.")
    phrases = tuple(dict.fromkeys(" ".join(part.split()) for part in text.split("|") if squeeze(part)))
    start, end, skip = (phrases if which == name else getattr(template.lines, name) for name in WORDS)
    return with_table(template, replace(template.lines, start=start, end=end, skip=skip))


def lines_on(template: SupplierTemplate, at: int) -> tuple[ExtractedLine, ...]:
    """The lines that the table reads on a sample, with where each stands."""
    if template.lines is None:
        return ()
    return read_table(template.lines, sample_lines(template.examples[at].pages), style_in(template))


def sum_says(template: SupplierTemplate, at: int) -> tuple[str | None, bool | None]:
    """The sum of the lines read on a sample, and whether it is one of its totals; None where there is none to compare."""
    total = sum_of(lines_on(template, at))
    style, values = style_in(template), dict(template.examples[at].values)
    totals = {style.canonical(name, values[name]) for name in ("net_total", "gross_total") if name in values}
    if total is None:
        return None, None
    text = format(total.quantize(Decimal("0.01")), "f")
    return text, text in totals if totals else None


def as_printed(item: ExtractedLine, style: Style) -> ExtractedLine:
    """A line as an example has it: numbers as the supplier writes them, without evidence."""
    changed = {
        field.name: value.replace(".", style.mark)
        for field in fields(ExtractedLine)
        if field.name in LINE_NUMBERS and (value := getattr(item, field.name))
    }
    return replace(item, **changed, evidence=ExtractedLine().evidence)


def right_as_read(template: SupplierTemplate, at: int) -> SupplierTemplate:
    """A person says that the lines read on a sample are right: they become the sample's lines."""
    lines = tuple(as_printed(item, style_in(template)) for item in lines_on(template, at))
    return with_example(template, at, replace(template.examples[at], lines=lines))


def with_lines(template: SupplierTemplate, at: int, rows: tuple[dict[str, str], ...]) -> SupplierTemplate:
    """With the lines of a sample as a person typed them, numbers as printed. Raises TemplateError naming line and field."""
    style = style_in(template)
    lines: list[ExtractedLine] = []
    for number, row in enumerate(rows[:_MOST], 1):
        filled = {name: text for name in LINE_FIELDS if (text := " ".join(row.get(name, "").split()))}
        for name in LINE_NUMBERS & filled.keys():
            if style.number(name, filled[name]) is None:
                raise TemplateError(f"Line {number}, {name}: “{filled[name]}” is no number as this template writes them.")
        if filled:
            lines.append(ExtractedLine(**filled))  # type: ignore[arg-type]
    return with_example(template, at, replace(template.examples[at], lines=tuple(lines)))


def line_differs(template: SupplierTemplate, right: ExtractedLine, read: ExtractedLine) -> tuple[str, ...]:
    """The fields of a line that are read otherwise than they should be."""
    style = style_in(template)
    wrong: list[str] = []
    for name in LINE_FIELDS:
        printed = getattr(right, name)
        if printed is None:
            continue
        value = style.number(name, printed) if name in LINE_NUMBERS else " ".join(printed.split())
        if value != getattr(read, name):
            wrong.append(name)
    return tuple(wrong)
