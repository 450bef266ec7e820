"""Supplier templates as files: `supplier_templates/*.yaml`, read strictly and refused unless their examples read right."""

from __future__ import annotations

from pathlib import Path

from ap_engine.extraction.template_choice import Templates
from ap_engine.model.errors import TemplateError
from ap_engine.model.template import SupplierTemplate
from ap_engine.template_file.check import differences, without_examples
from ap_engine.template_file.parse import parse
from ap_engine.template_file.strict_yaml import MOST_CHARACTERS
from ap_engine.template_file.write import write

__all__ = ["check", "load", "load_folder", "parse", "templates_of", "without_examples", "write"]


def load(path: Path) -> SupplierTemplate:
    """The template in a file, all of whose examples read right. Raises TemplateError."""
    return check(_read(path))


def check(template: SupplierTemplate) -> SupplierTemplate:
    """The template itself when all its examples read right. Raises TemplateError that says what differs."""
    wrong = differences(template)
    if wrong:
        raise TemplateError(f"{template.name}.yaml does not read its own examples: " + "; ".join(wrong[:12]) + ".")
    return template


def load_folder(folder: Path) -> tuple[tuple[SupplierTemplate, ...], tuple[TemplateError, ...]]:
    """All templates of a folder that are right, and what is wrong with the others. A folder that is not there has none."""
    good: list[SupplierTemplate] = []
    bad: list[TemplateError] = []
    for path in sorted(folder.glob("*.yaml")) if folder.is_dir() else ():
        try:
            good.append(load(path))
        except TemplateError as error:
            bad.append(error)
    return tuple(good), tuple(bad)


def templates_of(found: tuple[SupplierTemplate, ...]) -> Templates:
    """Templates as reading uses them, without their examples."""
    return Templates(map(without_examples, found))


def _read(path: Path) -> SupplierTemplate:
    try:
        if path.stat().st_size > 4 * MOST_CHARACTERS:
            raise TemplateError(f"{path.name}: the file is too large for a template.")
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise TemplateError(f"{path.name}: the file cannot be read ({error.strerror}).") from error
    except UnicodeDecodeError as error:
        raise TemplateError(f"{path.name}: the file is not text in UTF-8; save it as UTF-8.") from error
    return parse(text, path.name)
