"""Which template a document belongs to, by what identifies suppliers (rule C3). Costs the same for ten and a hundred thousand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ap_engine.extraction.layout import Line
from ap_engine.extraction.text import squeeze
from ap_engine.model.extraction import Word
from ap_engine.model.template import SupplierTemplate

MOST_WORDS = 8  # of one identifier, as printed
_SHORTEST = 6  # characters of a code that identifies: less stands on any page
_LONGEST = 40
_MOST_ALIKE = 16  # templates with the same identifiers that are told apart by what they find
_NOT_CODE = re.compile(r"[^0-9A-Z]")


class Templates:
    """All templates in force, looked up by the words of a document: dictionaries only, no loop over templates."""

    def __init__(self, templates: Iterable[SupplierTemplate] = ()) -> None:
        self.all = tuple(templates)
        self._codes: dict[str, list[SupplierTemplate]] = {}
        self._texts: dict[str, list[SupplierTemplate]] = {}
        self._lengths: dict[str, set[int]] = {}
        self._longest = 0
        for template in self.all:
            for code in template.identifiers.codes:
                self._codes.setdefault(code, []).append(template)
                self._longest = max(self._longest, len(code))
            for text in template.identifiers.texts:
                words = [w for w in map(squeeze, text.split()) if w]
                self._texts.setdefault("".join(words), []).append(template)
                self._lengths.setdefault(words[0], set()).add(len(words))

    def __bool__(self) -> bool:
        return bool(self.all)

    def choose(self, lines: tuple[Line, ...], our_tax_ids: frozenset[str] = frozenset()) -> tuple[SupplierTemplate, ...]:
        """The templates that these lines identify best: usually one or none; several only where nothing tells them apart.

        `our_tax_ids` stand on every invoice that we receive and identify nobody.
        """
        codes, texts = self._found_codes(lines) - our_tax_ids, self._found_texts(lines)
        points: dict[int, int] = {}
        by_id: dict[int, SupplierTemplate] = {}
        for found, index in ((codes, self._codes), (texts, self._texts)):
            for key in found:
                for template in index[key][: 4 * _MOST_ALIKE]:
                    by_id[id(template)] = template
        for place, template in by_id.items():
            identifiers = template.identifiers
            named = sum(code in codes for code in identifiers.codes)
            said = all(squeeze(text) in texts for text in identifiers.texts)
            if said and (named or not identifiers.codes):
                points[place] = 10 * named + len(identifiers.texts)
        best = max(points.values(), default=0)
        return tuple(by_id[place] for place, score in points.items() if score == best)[:_MOST_ALIKE]

    def _found_codes(self, lines: tuple[Line, ...]) -> set[str]:
        """The codes among words that stand together: "98.903.621/0001-80", "DE89 3704 0044 0532 0130 00"."""
        found: set[str] = set()
        if not self._codes:
            return found
        index, longest = self._codes, min(self._longest, _LONGEST)
        for line in lines:
            for run in _runs(line.words):
                for first in range(len(run)):
                    joined = ""
                    for part in run[first : first + MOST_WORDS]:
                        joined += part
                        if len(joined) > longest:
                            break
                        if joined in index:
                            found.add(joined)
        return found

    def _found_texts(self, lines: tuple[Line, ...]) -> set[str]:
        found: set[str] = set()
        if not self._texts:
            return found
        for line in lines:
            for first, word in enumerate(line.squeezed):
                for length in self._lengths.get(word, ()):
                    words = [w for w in line.squeezed[first : first + length + 3] if w]
                    joined = "".join(words[:length])
                    if joined in self._texts:
                        found.add(joined)
        return found


NO_TEMPLATES = Templates()


def _runs(words: tuple[Word, ...]) -> Iterator[list[str]]:
    """The code-like words of a line, compact, in runs that stand close together; a code has a digit or is two capitals."""
    run: list[str] = []
    end = 0
    for word in words:
        text = word.text
        like = not text.isalpha() or (len(text) <= 3 and text.isupper())
        if run and (not like or word.box.x0 - end > 2 * (word.box.y1 - word.box.y0)):
            yield run
            run = []
        if like:
            compact = _NOT_CODE.sub("", text.upper())
            if compact:
                run.append(compact)
                end = word.box.x1
    if run:
        yield run


def usable_code(compact: str) -> bool:
    """Whether a compact code is long enough to identify anybody."""
    return _SHORTEST <= len(compact) <= _LONGEST and any(c.isdigit() for c in compact)


def usable_text(text: str) -> bool:
    """Whether printed words are enough to identify anybody."""
    return len(squeeze(text)) >= 8 and len(text.split()) <= 12
