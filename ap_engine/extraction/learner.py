"""Learning a supplier's template from its reconciled invoices (rows R11, N1; rules C13, C14): one is enough to work.

What is learned is an ordinary template, proved as any other: it is adopted only when no reconciled invoice of the supplier
reads worse with it than before. Where one layout cannot serve all, a second template is put beside the first: a fork.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal, InvalidOperation

from ap_engine.extraction import page_reading
from ap_engine.extraction.layout import lines_of
from ap_engine.extraction.learned_identity import learn_identity
from ap_engine.extraction.learned_lines import learn_table, lines_agree
from ap_engine.extraction.learned_rules import Sample, learn_rule
from ap_engine.extraction.template import read_templates
from ap_engine.extraction.template_choice import Templates
from ap_engine.extraction.template_proposal import standing
from ap_engine.extraction.template_style import AMOUNT_FIELDS, LINE_NUMBERS, Style
from ap_engine.extraction.text import squeeze
from ap_engine.extraction.values import date_order, dates_in, decimal_mark
from ap_engine.model.extraction import Evidence, ExtractedLine, Extraction
from ap_engine.model.learning import Lesson, Reconciled
from ap_engine.model.template import Example, SupplierTemplate

LEARNED = (
    "invoice_number", "issue_date", "due_date", "gross_total", "net_total", "tax_total", "amount_due", "purchase_order_numbers",
)  # fmt: skip
_NUMBERS = {",": "1.234,56", ".": "1,234.56"}
_DATES = {"dmy": "31/12/2026", "mdy": "12/31/2026"}
_NO_DAY_IS_LATER = date(2099, 12, 1)
_PROVED_ON = 24  # of a supplier's invoices, the newest: each has to read as well as before
_LEARNED_FROM = 8
_EXAMPLES = 3  # kept inside a template: the first, and the newest


def learn(
    supplier: str,
    name: str,
    history: tuple[Reconciled, ...],
    champions: tuple[SupplierTemplate, ...],
    strangers: frozenset[str],
) -> Lesson:
    """What the newest reconciled invoice (the last of `history`) teaches about its supplier.

    `name` is the template's; `champions` are the supplier's templates in force, `strangers` identify nobody (see
    `learn_identity`). The same arguments give the same lesson.
    """
    papers = [_Paper(document) for document in history[-_PROVED_ON:] if any(page.words for page in document.pages)]
    if not papers or not history[-1].pages or papers[-1].document is not history[-1]:
        return Lesson(champions, False, ("This invoice has no words on a page to learn from.",))
    before = _Marks(papers, champions, strangers)
    groups = _layouts(papers, champions)
    proposal = _propose(supplier, name, groups, strangers)
    if proposal is None:
        remark = "Nothing on this invoice tells whose it is, or none of its values stands on it: nothing was learned."
        return Lesson(champions, False, (remark,), before.drifted)
    for challengers in (proposal, *_forks(supplier, name, champions, papers, strangers)):
        after = _Marks(papers, challengers, strangers)
        if not after.lost(before) and (after.won(before) or not champions):
            return Lesson(challengers, True, (_learned(challengers, papers),), before.drifted)
    after = _Marks(papers, proposal, strangers)
    if worse := after.lost(before):
        return Lesson(champions, False, (f"A proposal was refused: {'; '.join(worse[:6])}.",), before.drifted)
    return Lesson(champions, False, ("The template in force reads this invoice as well as any other would.",), before.drifted)


class _Paper:
    """A reconciled invoice while it is learned from: its lines, what the general reading makes of it, what is right."""

    def __init__(self, document: Reconciled) -> None:
        self.document = document
        self.lines = lines_of(document.pages)
        self.right = {name: value for name, value in document.values if value}
        self.general = page_reading.read_pages(document.pages, _NO_DAY_IS_LATER, frozenset())

    def read_with(self, templates: Templates, ours: frozenset[str]) -> Extraction:
        """The invoice as it would be read with these templates in force."""
        return read_templates(self.document.pages, self.general, templates, ours)[0]


class _Marks:
    """Which values of which papers read right with some templates."""

    def __init__(self, papers: Sequence[_Paper], templates: tuple[SupplierTemplate, ...], strangers: frozenset[str]) -> None:
        index = Templates(templates)
        self.right: set[tuple[str, str]] = set()
        self.drifted = False
        for paper in papers:
            found = paper.read_with(index, strangers)
            good = {name for name, value in paper.right.items() if name in LEARNED and _same(name, found.value(name), value)}
            if paper.document.lines and lines_agree(found.lines, paper.document.lines):
                good.add("lines")
            self.right |= {(paper.document.name, name) for name in good}
            known = next((one for one in templates if one.name == found.template), None)
            ruled = {rule.field for rule in known.fields} & paper.right.keys() if known else set()
            self.drifted = bool(templates) and (known is None or not ruled <= good)

    def lost(self, before: _Marks) -> list[str]:
        """What read right before and does not now, in a clerk's words."""
        gone = sorted(before.right - self.right)
        return [f"{document}: the {name.replace('_', ' ')} would be read wrong" for document, name in gone]

    def won(self, before: _Marks) -> bool:
        """Whether something reads right that did not."""
        return bool(self.right - before.right)


def _same(name: str, read: str | None, right: str) -> bool:
    if read is None:
        return False
    if name in AMOUNT_FIELDS:
        try:
            return abs(Decimal(read)) == abs(Decimal(right))
        except InvalidOperation:
            return False
    return squeeze(read) == squeeze(right)


def _layouts(papers: Sequence[_Paper], champions: tuple[SupplierTemplate, ...]) -> list[list[_Paper]]:
    """The papers by the template that reads them; the newest, and what none reads, are with the first template's."""
    index = Templates(champions)
    groups: dict[str, list[_Paper]] = {one.name: [] for one in champions[:1]}
    first = next(iter(groups), "")
    for paper in papers:
        template = paper.read_with(index, frozenset()).template if champions else None
        groups.setdefault(template or first, []).append(paper)
    return [group for group in groups.values() if group]


def _propose(
    supplier: str, name: str, groups: list[list[_Paper]], strangers: frozenset[str]
) -> tuple[SupplierTemplate, ...] | None:
    """A template for each layout; None when one of them gives none."""
    made = [_template(supplier, _numbered(name, at), group, strangers) for at, group in enumerate(groups)]
    whole = tuple(one for one in made if one is not None)
    return whole if whole and len(whole) == len(made) else None


def _forks(
    supplier: str, name: str, champions: tuple[SupplierTemplate, ...], papers: list[_Paper], strangers: frozenset[str]
) -> Iterable[tuple[SupplierTemplate, ...]]:
    """The champions with a new template beside them for the newest paper alone."""
    if champions:
        fork = _template(supplier, _numbered(name, len(champions)), papers[-1:], strangers)
        if fork is not None:
            yield (*champions, fork)


def _numbered(name: str, at: int) -> str:
    return name if at == 0 else f"{name}-{at + 1}"


def _template(supplier: str, name: str, papers: list[_Paper], strangers: frozenset[str]) -> SupplierTemplate | None:
    """The template that these papers of one layout teach."""
    papers = papers[-_LEARNED_FROM:]
    identity = learn_identity(supplier, papers[-1].right.get("supplier_tax_id"), [p.lines for p in papers], strangers)
    style = _style(papers)
    if identity is None:
        return None
    samples = [Sample(paper.lines, _canonical(paper, style)) for paper in papers]
    found = (learn_rule(field, samples, style) for field in LEARNED)
    rules = tuple(replace(rule, fallback=_read_by_itself(rule.field, papers)) for rule in found if rule is not None)
    if not rules:
        return None
    currencies = {paper.right["currency"] for paper in papers if "currency" in paper.right}
    template = SupplierTemplate(
        name=name,
        supplier=supplier,
        identifiers=identity,
        numbers=_NUMBERS[style.mark],
        dates=_DATES[style.order],
        fields=rules,
        currency=currencies.pop() if len(currencies) == 1 else None,
        lines=learn_table([(paper.lines, paper.document.lines, paper.general[0].lines) for paper in papers], style),
    )
    return _with_examples(template, papers, style)


def _read_by_itself(name: str, papers: Sequence[_Paper]) -> bool:
    """Whether the general reading is right on all of them: then it knows the field better than one label's place does."""
    return all(_same(name, paper.general[0].value(name), paper.right[name]) for paper in papers if name in paper.right)


def _style(papers: Sequence[_Paper]) -> Style:
    """How the supplier writes numbers and dates: the way in which most of the right values stand on the pages."""
    texts = [line.text for paper in papers for line in paper.lines]
    likely = Style(decimal_mark(texts) or ".", date_order(texts, [day for text in texts for day in dates_in(text)]))
    styles = [likely] + [Style(mark, order) for mark in ",." for order in ("dmy", "mdy")]
    return max(styles, key=lambda style: sum(_stands(paper, style) for paper in papers))


def _stands(paper: _Paper, style: Style) -> int:
    fields = ("issue_date", "due_date", "gross_total", "net_total")
    return sum(any(True for _ in standing(f, paper.right[f], paper.lines, style)) for f in fields if f in paper.right)


def _canonical(paper: _Paper, style: Style) -> dict[str, str]:
    """The right values as the template's rules give them."""
    values: dict[str, str] = {}
    for name in LEARNED:
        value = paper.right.get(name)
        if value is None:
            continue
        if name in AMOUNT_FIELDS:
            values[name] = format(abs(Decimal(value)).quantize(Decimal("0.01")), "f")
        else:
            values[name] = value if name.endswith("_date") else style.canonical(name, value) or value
    return values


def _with_examples(template: SupplierTemplate, papers: list[_Paper], style: Style) -> SupplierTemplate | None:
    """The template with those papers as examples that it reads right; None when it reads none of them right."""
    index = Templates((template,))
    examples: list[Example] = []
    for paper in (papers[:1] + papers[-_EXAMPLES + 1 :]) if len(papers) > _EXAMPLES else papers:
        found = paper.read_with(index, frozenset())
        if found.template != template.name:
            continue
        shown = [(name, printed) for name in LEARNED if (printed := _printed(name, paper, found, template, style))]
        if shown:
            lines = tuple(_as_printed(line, style) for line in found.lines) if template.lines else ()
            examples.append(Example(paper.document.name, tuple(shown), lines, paper.document.pages))
    unused = {rule.field for rule in template.fields} - {name for example in examples for name, _ in example.values}
    kept = replace(template, fields=tuple(rule for rule in template.fields if rule.field not in unused), examples=tuple(examples))
    return kept if examples and kept.fields else None


def _printed(name: str, paper: _Paper, found: Extraction, template: SupplierTemplate, style: Style) -> str | None:
    """A value as it is printed on a paper, where the template finds it right."""
    right = paper.right.get(name)
    if template.rule(name) is None or right is None or not _same(name, found.value(name), right):
        return None
    canonical = _canonical(paper, style)[name]
    return next((stand.printed for stand in standing(name, canonical, paper.lines, style)), None)


def _as_printed(line: ExtractedLine, style: Style) -> ExtractedLine:
    """A line as an example has it: numbers with the supplier's decimal mark, without evidence."""
    numbers = {name: value.replace(".", style.mark) for name in LINE_NUMBERS if (value := getattr(line, name))}
    return replace(line, **numbers, evidence=Evidence())


def _learned(templates: tuple[SupplierTemplate, ...], papers: Sequence[_Paper]) -> str:
    newest = templates[-1]
    fields = ", ".join(rule.field.replace("_", " ") for rule in newest.fields)
    return f"Learned where {fields} stand, from {len(papers)} reconciled invoice{'s' if len(papers) > 1 else ''}."
