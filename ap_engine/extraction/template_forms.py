"""The form of a printed line, with its fields in braces: "{item_code} {quantity} {unit} x R$ {unit_price}"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from ap_engine.extraction.template_mask import LONGEST_TEXT
from ap_engine.extraction.template_style import LINE_NUMBERS

LINE_FIELDS = (
    "item_code", "description", "quantity", "unit", "unit_price", "line_net", "ean", "purchase_order_reference", "tax_rate",
)  # fmt: skip
LONGEST_FORM = 120
_GAP = "  "  # as `Line.text` has it between columns
_SPACES = re.compile(r"\s{2,}")
_PARTS = re.compile(r"\s+|\S+")
_BRACES = re.compile(r"\{([^{}]*)\}")
_NUMBER = r"-?\d[\d.,'’]{0,19}+-?"


class FormError(ValueError):
    """The form is not understood; the text says why. `unknown` is a field name that does not exist, where that is why."""

    def __init__(self, message: str, unknown: str | None = None) -> None:
        super().__init__(message)
        self.unknown = unknown


@dataclass(frozen=True, slots=True)
class Form:
    """A compiled form."""

    pattern: re.Pattern[str]

    def match(self, text: str) -> dict[str, str] | None:
        """The printed values when a line has this form from its first to its last word."""
        found = self.pattern.fullmatch(_SPACES.sub(_GAP, text[:LONGEST_TEXT].strip()))
        return found.groupdict() if found else None


@lru_cache(maxsize=4_096)
def compile_form(text: str) -> Form:
    """A form as a pattern: numbers for number fields, one word for the others, any words for the description (once).

    Two spaces in the form are a gap between columns. Only the description has several words, with no gap between them, and
    lines are cut at `LONGEST_TEXT`, so matching cannot take long. Raises FormError.

    >>> compile_form("{item_code} {quantity} {unit} x R$ {unit_price}").match("LINK-500 1 UN x R$ 2.890,00")["unit_price"]
    '2.890,00'
    """
    names = _BRACES.findall(text)
    if not names or len(text) > LONGEST_FORM:
        raise FormError(f"a form has at least one field in braces and at most {LONGEST_FORM} characters")
    for name in names:
        if name not in LINE_FIELDS:
            raise FormError(f"there is no field “{name}” in a line", name)
    if len(set(names)) != len(names):
        raise FormError("a field stands twice in one form")
    parts: list[str] = []
    at = 0
    text = text.strip()
    for match in _BRACES.finditer(text):
        parts.append(_literal(text[at : match.start()]))
        parts.append(f"(?P<{match[1]}>{_part(match[1])})")
        at = match.end()
    parts.append(_literal(text[at:]))
    return Form(re.compile("".join(parts)))


def _literal(text: str) -> str:
    """The words between two fields; one space also fits a gap, two spaces fit only a gap."""
    parts = [re.escape(part) if not part.isspace() else _GAP if len(part) > 1 else " {1,2}" for part in _PARTS.findall(text)]
    return "".join(parts)


def _part(name: str) -> str:
    if name in LINE_NUMBERS:
        return _NUMBER
    return r"\S+(?: \S+){0,60}" if name == "description" else r"\S{1,40}+"
