"""Which templates are in force: those of the folder and those in the books are one set, and the books win by name."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ap_engine.model.errors import TemplateError
from ap_engine.model.learning import Origin, StoredTemplate
from ap_engine.model.template import SupplierTemplate
from ap_engine.template_file.check import without_examples
from ap_engine.template_file.parse import parse

_log = logging.getLogger("ap_engine")


@dataclass(frozen=True, slots=True)
class Known:
    """A template as this process has it. `version` is 0 for a file; `template` is None, with a `mistake`, for a broken one."""

    name: str
    origin: Origin
    version: int
    in_force: bool
    template: SupplierTemplate | None
    examples: int = 0
    mistake: str = ""


class InForce:
    """The templates of this process, the only one that has the books. Read by any thread; changed by `take` alone."""

    def __init__(self, files: Iterable[SupplierTemplate] = ()) -> None:
        self._files = {one.name: Known(one.name, Origin.FILE, 0, True, without_examples(one), len(one.examples)) for one in files}
        self._books: dict[str, Known] = {}

    def outdated(self, heads: Mapping[str, tuple[int, bool]]) -> list[str]:
        """Names whose version in the books (`heads`: version and whether in force) is not the one known here."""
        return [name for name, head in heads.items() if not self._same(name, head)]

    def _same(self, name: str, head: tuple[int, bool]) -> bool:
        known = self._books.get(name)
        return known is not None and (known.version, known.in_force) == head

    def take(self, templates: Iterable[StoredTemplate]) -> None:
        """Take over what changed in the books. What cannot be parsed (any more) is logged and left out."""
        self._books = self._books | {one.name: _known(one) for one in templates}

    def all(self) -> tuple[Known, ...]:
        """Every template by name, in force or not."""
        found = self._files | self._books
        return tuple(found[name] for name in sorted(found))

    def find(self, name: str) -> Known | None:
        """The template of a name, the books' before the file."""
        return self._books.get(name) or self._files.get(name)

    def file(self, name: str) -> Known | None:
        """The file of a name, also when the books override it."""
        return self._files.get(name)

    def templates(self, but: Iterable[str] = (), also: Iterable[SupplierTemplate] = ()) -> tuple[SupplierTemplate, ...]:
        """What is in force, without examples: people's before learned ones, so that they win where both find as much.

        `but` are left out and `also` put in, to try a change.
        """
        left_out = set(but) | {one.name for one in also}
        known = [one for one in self.all() if one.in_force and one.template is not None and one.name not in left_out]
        people = [one.template for one in known if one.origin is not Origin.LEARNED and one.template]
        learned = [one.template for one in known if one.origin is Origin.LEARNED and one.template]
        return (*people, *map(without_examples, also), *learned)


def _known(stored: StoredTemplate) -> Known:
    try:
        template = parse(stored.yaml, stored.name)
    except TemplateError as error:
        _log.warning("%s", error)
        return Known(stored.name, stored.origin, stored.version, stored.in_force, None, 0, error.detail)
    return Known(stored.name, stored.origin, stored.version, stored.in_force, without_examples(template), len(template.examples))


def fingerprints(template: SupplierTemplate) -> dict[str, str]:
    """How each field is read, as a hash: the same for two versions that read it by the same rule in the same style."""
    style = (template.numbers, template.dates)
    rules: dict[str, object] = {rule.field: (rule, style) for rule in template.fields}
    rules.setdefault("supplier_name", (template.supplier, template.identifiers))
    rules.setdefault("supplier_tax_id", template.identifiers.tax_ids)
    if template.currency:
        rules["currency"] = template.currency
    return {name: hashlib.sha256(repr(rule).encode()).hexdigest() for name, rule in rules.items()}
