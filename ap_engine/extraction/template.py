"""Reading pages with a supplier's template: what it finds counts, what it does not find the general reading fills in.

A template never makes a value certain by itself, however often it was right: certain is what something independent
agrees with (rule C11): the general reading's own proof, arithmetic between printed values, a payment slip's check digits.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from ap_engine.extraction.layout import Line, evidence, lines_of
from ap_engine.extraction.line_items import sum_of
from ap_engine.extraction.template_choice import Templates
from ap_engine.extraction.template_lines import read_table
from ap_engine.extraction.template_places import Located, labels_at, locate
from ap_engine.extraction.template_style import TAX_ID_FIELDS, Style, style_of
from ap_engine.model.extraction import Evidence, ExtractedLine, Extraction, Page, Problem, Reading, Source
from ap_engine.model.tax_ids import is_valid_tax_id
from ap_engine.model.template import SupplierTemplate

_SURE = 92  # found where the template says, with nothing against it
_AGREED = 96  # and the general reading found the same
_DIFFERENT = 80  # the general reading, without proof, found another value: the known place is right far more often
_DOUBTED = 60  # another label says otherwise, or the general reading has proof of another value
_SCAN_DOUBT = 85  # words recognised with less are no proof


def read_templates(
    pages: tuple[Page, ...], general: Iterable[Extraction], templates: Templates, our_tax_ids: frozenset[str]
) -> tuple[Extraction, ...]:
    """Each invoice that the general reading found, read again by its supplier's template where there is one.

    The invoices follow one another on `pages`, each on as many as its `pages` says.
    """
    found = tuple(general)
    if not templates or sum(one.pages for one in found) != len(pages):
        return found
    read: list[Extraction] = []
    at = 0
    for one in found:
        read.append(_best(pages[at : at + one.pages], one, templates, our_tax_ids))
        at += one.pages
    return tuple(read)


def _best(pages: tuple[Page, ...], general: Extraction, templates: Templates, our_tax_ids: frozenset[str]) -> Extraction:
    """Read with the template chosen; of several that are identified alike, the one that finds most. None leaves it as it is."""
    lines = lines_of(pages)
    chosen = templates.choose(lines, our_tax_ids)
    if len(chosen) == 1:
        return apply(chosen[0], lines, general)
    ranked = sorted(((_finds(template, lines), at) for at, template in enumerate(chosen)), reverse=True)
    if not ranked or ranked[0][0] == 0:
        return general
    if len(ranked) > 1 and ranked[0][0] == ranked[1][0] and len({chosen[at].supplier for _, at in ranked[:2]}) > 1:
        return general  # two suppliers, and nothing tells them apart: abstain
    best = ranked[0][0]
    return apply(chosen[min(at for count, at in ranked if count == best)], lines, general)


def _finds(template: SupplierTemplate, lines: tuple[Line, ...]) -> int:
    style = style_of(template.numbers, template.dates)
    return sum(locate(rule, lines, style) is not None for rule in template.fields) if style else 0


def apply(template: SupplierTemplate, lines: tuple[Line, ...], general: Extraction) -> Extraction:
    """The invoice on these lines as the template reads it; `general` is the general reading of the same pages."""
    style = style_of(template.numbers, template.dates)
    if style is None or not lines:
        return general
    readings = {one.field: one for one in general.readings if one.field not in template.absent}
    problems: list[Problem] = []
    doubted: set[str] = set()
    located = _located(template, lines, style)
    for name, place in located.items():
        before = general.reading(name)
        rule = template.rule(name)
        if rule and rule.fallback and before and before.value != place.value:
            readings[name] = replace(before, confidence=min(before.confidence, 99 if before.certain else _DIFFERENT))
            continue
        if before and before.certain and before.value != place.value:
            doubted.add(name)
            problems.append(_differs(name, place.value, before.value))
        readings[name] = _reading(name, place, before, name in doubted)
    _closing(readings, general)
    if template.currency:
        readings["currency"] = _fixed("currency", template.currency, readings.get("currency"), lines[0].page)
    items = read_table(template.lines, lines, style) if template.lines else ()
    if template.lines and not items:
        problems.append(Problem("template_lines", f"The template {template.name} found no line table; read without it."))
    items = items or general.lines
    _agreement(readings, items, general, doubted)
    _known_layout(readings, template, located)
    return replace(
        general,
        source=Source.TEMPLATE,
        readings=tuple(readings.values()),
        supplier=replace(general.supplier, name=_value(readings, "supplier_name"), tax_id=_value(readings, "supplier_tax_id")),
        buyer=replace(general.buyer, name=_value(readings, "buyer_name"), tax_id=_value(readings, "buyer_tax_id")),
        purchase_order_numbers=tuple((_value(readings, "purchase_order_numbers") or "").split()),
        lines=items,
        problems=(*(p for p in general.problems if p.code != "no_invoice_found" or not readings), *problems),
        template=template.name,
    )


def _located(template: SupplierTemplate, lines: tuple[Line, ...], style: Style) -> dict[str, Located]:
    """What the rules find, and the supplier itself where it stands: its name as the template has it, its tax id as printed."""
    found: dict[str, Located] = {}
    for rule in template.fields:
        located = locate(rule, lines, style)
        if located:
            found[rule.field] = located
    if "supplier_tax_id" not in found:
        for tax_id in template.identifiers.tax_ids:
            places = [one for line in lines for one in _printed(line, tax_id)]
            if places:
                found["supplier_tax_id"] = places[0]
                break
    if template.rule("supplier_name") is None:
        names = [*labels_at(lines, template.supplier)]
        first = next(iter(found.values()), None)
        if names:
            line, one, last = names[0]
            found["supplier_name"] = Located(template.supplier, line.page, line.box_of(one, last), line.confidence_of(one, last))
        elif first:
            beside = found.get("supplier_tax_id", first)
            found["supplier_name"] = replace(beside, value=template.supplier, rivals=())
    return found


def _printed(line: Line, tax_id: str) -> Iterable[Located]:
    for _, first, last in labels_at((line,), tax_id):
        yield Located(tax_id, line.page, line.box_of(first, last), line.confidence_of(first, last))


def _reading(name: str, located: Located, before: Reading | None, doubted: bool) -> Reading:
    agrees = before is not None and before.value == located.value
    points = _SURE if before is None else _AGREED if agrees else _DIFFERENT
    if doubted or (located.rivals and not agrees):
        points = _DOUBTED
    certain = bool(agrees and before and before.certain)
    if name in TAX_ID_FIELDS and is_valid_tax_id(located.value) is False:
        points, certain = _DOUBTED, False
    confidence = 99 if certain else points * located.confidence // 100
    return Reading(name, located.value, confidence, certain, Source.TEMPLATE, evidence(located.page, located.box))


def _fixed(name: str, value: str, before: Reading | None, page: Page) -> Reading:
    place = before.evidence if before and before.value == value else Evidence(page=page.number)
    return Reading(name, value, 96 if before and before.value == value else 80, False, Source.TEMPLATE, place)


def _differs(name: str, value: str, proved: str) -> Problem:
    words = name.replace("_", " ")
    return Problem(
        "template_differs",
        f"By the supplier's template the {words} is {value}; the document itself speaks for {proved}. Look at it.",
    )


_TRIO = ("net_total", "tax_total", "gross_total")


def _closing(readings: dict[str, Reading], general: Extraction) -> None:
    """Where net + tax = total closes only with one amount as the general reading has it, that one was found in a wrong row."""
    if any(name not in readings for name in _TRIO) or _closes([readings[name] for name in _TRIO]):
        return
    for name in ("tax_total", "net_total"):  # the total itself is as the template has it
        other = general.reading(name)
        if other is None or other.value == readings[name].value or readings[name].source is not Source.TEMPLATE:
            continue
        if _closes([other if one == name else readings[one] for one in _TRIO]):
            readings[name] = replace(other, confidence=_DIFFERENT, certain=False)
            return


def _closes(trio: list[Reading]) -> bool:
    net, tax, gross = (Decimal(one.value) for one in trio)
    return net + tax == gross and net != 0


def _agreement(readings: dict[str, Reading], items: tuple[ExtractedLine, ...], general: Extraction, doubted: set[str]) -> None:
    """Marks amounts certain that close with others printed elsewhere (EN 16931 BR-CO-15, BR-CO-10; rule C9)."""
    gross, net, tax = (readings.get(name) for name in ("gross_total", "net_total", "tax_total"))
    total = sum_of(items)
    proved: set[str] = set()
    placed = gross is not None and (gross.certain or gross.source is Source.TEMPLATE)  # one rate's row may close as well
    if (
        placed
        and gross
        and net
        and tax
        and Decimal(tax.value) > 0
        and Decimal(net.value) + Decimal(tax.value) == Decimal(gross.value)
    ):
        proved |= {"gross_total", "net_total", "tax_total"}
    if total is not None and len(items) > 1:
        on_top = (tax and Decimal(tax.value) != 0) or (net and gross and net.value != gross.value)
        if net and Decimal(net.value) == total:
            proved.add("net_total")
        if gross and not on_top and Decimal(gross.value) == total and general.value("gross_total") == gross.value:
            proved.add("gross_total")
    slip = slip_amount(general.payment.boleto)
    if gross and slip is not None and Decimal(gross.value) == slip:
        proved.add("gross_total")
    before = general.reading("amount_due")
    if "gross_total" in proved and before and before.certain and _value(readings, "amount_due") == before.value:
        proved.add("amount_due")
    for name in proved - doubted:
        one = readings[name]
        if one.source is Source.TEMPLATE and one.confidence >= _SCAN_DOUBT:
            readings[name] = replace(one, certain=True, confidence=99)


def _known_layout(readings: dict[str, Reading], template: SupplierTemplate, located: dict[str, Located]) -> None:
    """The supplier's tax id is certain by its check digits together with the layout: every value stood where it should."""
    one = readings.get("supplier_tax_id")
    complete = len(template.fields) > 2 and all(rule.field in located for rule in template.fields)
    if one and complete and one.value in template.identifiers.tax_ids and is_valid_tax_id(one.value) and one.confidence >= _SURE:
        readings["supplier_tax_id"] = replace(one, certain=True, confidence=99)


def slip_amount(boleto: str | None) -> Decimal | None:
    """The amount in a payment slip's digits (FEBRABAN: the last ten of 47; positions 5–15 of a utility's 44), None without one.

    >>> slip_amount("34190009000000660366607700120905113380000556660")
    Decimal('5566.60')
    """
    if boleto is None:
        return None
    if len(boleto) == 47:
        cents = boleto[-10:]
    elif len(boleto) == 48 and boleto[2] in "68":
        bare = "".join(boleto[at : at + 11] for at in (0, 12, 24, 36))
        cents = bare[4:15]
    else:
        return None
    return Decimal(cents).scaleb(-2) if cents.strip("0") else None


def _value(readings: dict[str, Reading], name: str) -> str | None:
    found = readings.get(name)
    return found.value if found else None
