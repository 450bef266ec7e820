"""Any template, written as YAML and read back, is the same template."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from ap_engine.extraction.template_choice import usable_text
from ap_engine.extraction.template_forms import LINE_FIELDS
from ap_engine.extraction.text import squeeze
from ap_engine.model.extraction import HEADER_FIELDS, Box, ExtractedLine, Page, Source, Word
from ap_engine.model.template import Example, FieldRule, Identifiers, LineTable, Place, SupplierTemplate
from ap_engine.template_file import parse, write

printable = st.characters(codec="utf-8", exclude_categories=("C", "Zl", "Zp"))
texts = st.text(printable, min_size=1, max_size=20).filter(lambda text: text == text.strip() and text.isprintable())
phrases = texts.filter(lambda text: bool(squeeze(text)))
words = st.text(printable, min_size=1, max_size=10).filter(lambda text: text.isprintable() and not any(map(str.isspace, text)))
codes = st.from_regex(r"[0-9A-Z]{5,20}[0-9]", fullmatch=True)
identifying = st.text(st.characters(categories=("Lu", "Ll", "Nd"), max_codepoint=0x17F), min_size=9, max_size=20).filter(
    usable_text
)
share = st.integers(0, 9_999)
boxes = st.tuples(share, share, share, share).map(
    lambda b: Box(min(b[0], b[2]), min(b[1], b[3]), max(b[0], b[2]) + 1, max(b[1], b[3]) + 1)
)
patterns = st.none() | st.sampled_from(("9+", "AA-9999", "99/99/9999", r"NF\A 9+", "X+#9"))


def some(strategy: st.SearchStrategy[str], least: int = 0) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(strategy, min_size=least, max_size=3).map(tuple)


@st.composite
def rules(draw: st.DrawFn, name: str) -> FieldRule:
    place = draw(st.sampled_from(Place))
    pattern = draw(patterns)
    if place is Place.BOX:
        return FieldRule(name, place, page=draw(st.integers(0, 9)), box=draw(boxes), pattern=pattern)
    row = draw(st.none() | phrases) if place is Place.COLUMN else None
    return FieldRule(name, place, draw(some(phrases, 1)), row, pattern=pattern, last=draw(st.booleans()))


@st.composite
def tables(draw: st.DrawFn) -> LineTable:
    columns: tuple[tuple[str, str], ...] = ()
    forms: tuple[str, ...] = ()
    if draw(st.booleans()):
        names = draw(st.lists(st.sampled_from(LINE_FIELDS), min_size=1, unique=True))
        columns = tuple((name, draw(phrases)) for name in names)
    else:
        forms = draw(
            some(st.sampled_from(("{description}  {line_net}", "{quantity} x R$ {unit_price}", "# {item_code}: {ean}")), 1)
        )
    several = draw(st.booleans())
    return LineTable(columns, forms, draw(some(phrases)), draw(some(phrases)), draw(some(phrases)), several)


@st.composite
def pages(draw: st.DrawFn) -> Page:
    number = st.integers(-500, 9_000)
    found = draw(
        st.lists(st.builds(Word, words, st.builds(Box, number, number, number, number), st.integers(0, 100)), max_size=6)
    )
    source = draw(st.sampled_from((Source.PDF_TEXT, Source.OCR)))
    return Page(draw(st.integers(1, 99)), draw(st.integers(1, 9_000)), 8_419, tuple(found), source, draw(some(words)))


@st.composite
def templates(draw: st.DrawFn) -> SupplierTemplate:
    names = draw(st.lists(st.sampled_from(HEADER_FIELDS), min_size=1, max_size=4, unique=True))
    table = draw(st.none() | tables())
    lines: tuple[ExtractedLine, ...] = ()
    if table:
        fields = st.dictionaries(st.sampled_from(LINE_FIELDS), texts, min_size=1)
        lines = tuple(ExtractedLine(**one) for one in draw(st.lists(fields, min_size=1, max_size=3)))
    example = st.builds(
        Example,
        texts,
        st.tuples(*(st.tuples(st.just(name), texts) for name in names)),
        st.just(lines),
        st.lists(pages(), min_size=1, max_size=2).map(tuple),
    )
    identifiers = Identifiers(draw(some(codes)), draw(some(codes)), draw(some(codes)), draw(some(identifying, 1)))
    return SupplierTemplate(
        name="any",
        supplier=draw(texts),
        identifiers=identifiers,
        numbers=draw(st.sampled_from(("1.234,56", "1,234.56", "1 234,56", "12,50"))),
        dates=draw(st.sampled_from(("31/12/2026", "12/31/2026", "2026-12-31", "31. Dezember 2026"))),
        currency=draw(st.none() | st.sampled_from(("BRL", "EUR"))),
        fields=tuple(draw(rules(name)) for name in names),
        lines=table,
        absent=tuple(draw(st.lists(st.sampled_from(HEADER_FIELDS), max_size=2))),
        examples=tuple(draw(st.lists(example, min_size=1, max_size=2))),
    )


@settings(max_examples=150, deadline=None)
@given(templates())
def test_what_is_written_is_read_back_the_same(template: SupplierTemplate) -> None:
    assert parse(write(template), "any.yaml") == template
