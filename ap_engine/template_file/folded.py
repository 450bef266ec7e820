"""A template's text for a person's eyes: the words of its samples, thousands of rows, are folded away and put back unseen."""

from __future__ import annotations

import re

from ap_engine.model.template import Example, SupplierTemplate
from ap_engine.template_file.parse import parse
from ap_engine.template_file.words import rows_of
from ap_engine.template_file.write import write

_WORDS = re.compile(r"^    words: \|\n((?:      .*\n?)*)", re.MULTILINE)
_FOLDED = re.compile(r"^([ \t]*)words:[ \t]*\(sample (\d{1,3})\b[^\n]*\)[ \t]*$", re.MULTILINE)


def folded(template: SupplierTemplate) -> str:
    """The template's YAML with a note in the place of each sample's words."""
    numbers = iter(range(1, len(template.examples) + 1))

    def note(found: re.Match[str]) -> str:
        number = next(numbers)
        pages = found[1].count("      page ")
        return f"    words: (sample {number}: {found[1].count(chr(10)) - pages} words on {pages} pages, kept with it)\n"

    return _WORDS.sub(note, write(template))


def unfolded(text: str, name: str, examples: tuple[Example, ...]) -> SupplierTemplate:
    """The template that an edited text says, with the words of the samples that it speaks of. Raises TemplateError."""

    def words(found: re.Match[str]) -> str:
        number = int(found[2])
        if not 1 <= number <= len(examples):
            return found[0]
        indent = found[1]
        rows = "\n".join(f"{indent}  {row}" for row in rows_of(examples[number - 1].pages))
        return f"{indent}words: |\n{rows}"

    return parse(_FOLDED.sub(words, text), f"{name}.yaml")
