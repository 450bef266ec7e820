"""The line table of a template: columns under the supplier's own headings, or the forms of an item's printed lines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from ap_engine.extraction.layout import Line, around, evidence, overlaps
from ap_engine.extraction.template_forms import Form, compile_form
from ap_engine.extraction.template_places import labels_at
from ap_engine.extraction.template_style import LINE_NUMBERS, Style
from ap_engine.extraction.text import squeeze
from ap_engine.model.extraction import Box, ExtractedLine, Page
from ap_engine.model.template import LineTable

MOST_ITEMS = 500
_HEADING_LINES = 3  # a heading may be printed over so many lines
_LONGEST_TEXT = 400
_NOBODY = "other "  # begins the name of a column that the template does not name


@dataclass(slots=True)
class _Item:
    """An invoice line while it is put together."""

    page: Page
    boxes: list[Box]
    values: dict[str, str] = field(default_factory=dict)

    def add(self, name: str, text: str) -> None:
        known = self.values.get(name)
        self.values[name] = f"{known} {text}" if known and name not in LINE_NUMBERS else known or text


def read_table(table: LineTable, lines: tuple[Line, ...], style: Style) -> tuple[ExtractedLine, ...]:
    """The invoice's lines in order; empty when the table was not found."""
    inside = list(_inside(table, lines))
    items = _by_forms(table, inside, style) if table.forms else _by_columns(table, lines, inside, style)
    return tuple(_line(item) for item in items[:MOST_ITEMS])


def _begins(line: Line, phrases: tuple[str, ...]) -> bool:
    text = "".join(line.squeezed)
    return any(text.startswith(squeeze(phrase)) for phrase in phrases)


def _inside(table: LineTable, lines: tuple[Line, ...]) -> Iterator[Line]:
    """The lines between the words that begin and end the table, without those to be skipped; it may begin again."""
    within = not table.start
    for line in lines:
        if table.start and _begins(line, table.start):
            within = True
        elif within and _begins(line, table.end):
            within = False
        elif within and not _begins(line, table.skip):
            yield line


def _by_forms(table: LineTable, lines: list[Line], style: Style) -> list[_Item]:
    """Items printed as one or several lines of known form; the first form begins a new item."""
    forms = [compile_form(text) for text in table.forms]
    items: list[_Item] = []
    for line in lines:
        for at, form in enumerate(forms):
            values = _filled(form, line, style)
            if values is None or (at and not items):
                continue
            if at == 0 or any(name in items[-1].values for name in values):
                if at:
                    continue  # a line like this one was read for the item already
                items.append(_Item(line.page, []))
            for name, value in values.items():
                items[-1].add(name, value)
            if items[-1].page is line.page:
                items[-1].boxes.append(line.box)
            break
    return items


def _filled(form: Form, line: Line, style: Style) -> dict[str, str] | None:
    """The values of a line that has the form; None when it has not, or a number is none."""
    printed = form.match(line.text)
    if printed is None:
        return None
    values: dict[str, str] = {}
    for name, text in printed.items():
        value = style.number(name, text) if name in LINE_NUMBERS else " ".join(text.split())
        if value is None:
            return None
        values[name] = value
    return values


def _by_columns(table: LineTable, lines: tuple[Line, ...], inside: list[Line], style: Style) -> list[_Item]:
    """Items whose values stand under the headings. An item begins where a number stands under each numeric heading it has."""
    numeric = [name for name, _ in table.columns if name in LINE_NUMBERS]
    key = "line_net" if "line_net" in numeric else (numeric or ["line_net"])[-1]
    within = {line.index for line in inside}
    columns: dict[str, Box] = {}
    skip_until = -1
    items: list[_Item] = []
    for line in lines:
        heading = _heading(table, lines, line.index)
        if heading:
            columns = heading
            skip_until = _last_heading_line(lines[line.index : line.index + _HEADING_LINES], heading)
            continue
        if not columns or line.index <= skip_until:
            continue
        if not table.start and _begins(line, table.end):
            columns = {}
            continue
        if line.index in within:
            _row(line, columns, key, items, table, style)
    return items


def _heading(table: LineTable, lines: tuple[Line, ...], index: int) -> dict[str, Box] | None:
    """The box of each heading when the headings begin on this line; all of them must stand within a few lines."""
    page = lines[index].page
    block = tuple(line for line in lines[index : index + _HEADING_LINES] if line.page is page)
    first = tuple(block[:1])
    if not any(labels_at(first, heading) for _, heading in table.columns):
        return None
    found: dict[str, Box] = {}
    taken: list[Box] = []
    for name, heading in table.columns:
        places = [line.box_of(one, last) for line, one, last in labels_at(block, heading)]
        free = [box for box in places if box not in taken]
        if not free:
            return None
        found[name] = free[0]
        taken.append(free[0])
    return {**found, **_other_headings(block, taken)}


def _other_headings(block: tuple[Line, ...], named: list[Box]) -> dict[str, Box]:
    """Headings beside the named ones: what stands under them is nobody's, not the next column's."""
    others: dict[str, Box] = {}
    for line in block:
        boxes = [line.box_of(first, last) for first, last in line.columns]
        if not any(box.y0 <= name.y0 and name.y1 <= box.y1 + 1 for box in boxes for name in named):
            continue
        for box in boxes:
            if not any(overlaps(box, name) for name in named):
                others[f"{_NOBODY}{len(others)}"] = box
    return others


def _last_heading_line(lines: tuple[Line, ...], heading: dict[str, Box]) -> int:
    """The last of these lines that holds a heading."""
    bottom = max(box.y1 for box in heading.values())
    return max((line.index for line in lines if line.page is lines[0].page and line.box.y0 < bottom), default=-1)


def _row(line: Line, columns: dict[str, Box], key: str, items: list[_Item], table: LineTable, style: Style) -> None:
    """Adds a printed row: a new item when it has the number that every item has, else more text of the last one."""
    cells: dict[str, str] = {}
    for first, last in line.columns:
        name = _column_of(line.box_of(first, last), columns)
        if name.startswith(_NOBODY):
            continue
        text = " ".join(word.text for word in line.words[first : last + 1])
        cells[name] = f"{cells[name]} {text}" if name in cells else text
    number = style.number(key, cells.get(key, ""))
    if number is not None:
        item = _Item(line.page, [line.box])
        for name, text in cells.items():
            value = style.number(name, text) if name in LINE_NUMBERS else text
            if value is not None:
                item.add(name, value)
        items.append(item)
        return
    texts = {name: text for name, text in cells.items() if name not in LINE_NUMBERS}
    follows = items and items[-1].page is line.page and line.box.y0 - items[-1].boxes[-1].y1 < 140
    if table.several_lines and follows and len(texts) == len(cells):
        for name, text in texts.items():
            items[-1].add(name, text)
        items[-1].boxes.append(line.box)


def _column_of(box: Box, columns: dict[str, Box]) -> str:
    """The heading over a run of words: the one it overlaps most, else the one whose edge or middle is nearest."""

    def nearness(heading: Box) -> tuple[int, int]:
        overlap = min(box.x1, heading.x1) - max(box.x0, heading.x0)
        middle = abs(box.x0 + box.x1 - heading.x0 - heading.x1) // 2
        edge = min(abs(box.x0 - heading.x0), abs(box.x1 - heading.x1), middle)
        return (-max(overlap, 0), edge)

    return min(columns, key=lambda name: nearness(columns[name]))


def _line(item: _Item) -> ExtractedLine:
    values = item.values
    description = values.get("description")
    return ExtractedLine(
        item_code=values.get("item_code"),
        description=description[:_LONGEST_TEXT] if description else None,
        quantity=values.get("quantity"),
        unit=values.get("unit"),
        unit_price=values.get("unit_price"),
        line_net=values.get("line_net"),
        ean=values.get("ean"),
        purchase_order_reference=values.get("purchase_order_reference"),
        tax_rate=values.get("tax_rate"),
        evidence=evidence(item.page, around(item.boxes)),
    )
