"""A template's YAML: places in the file that know how to say where they are, and what may stand in them."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from typing import Any

from ap_engine import text_yaml
from ap_engine.model.errors import TemplateError

MOST_CHARACTERS = 1_000_000


def tree_of(text: str, name: str) -> Node:
    """The content of a YAML file. Raises TemplateError with the file's name and line."""
    if len(text) > MOST_CHARACTERS:
        raise TemplateError(f"{name}: the file is larger than {MOST_CHARACTERS // 1000} KB, the most that a template may be.")
    try:
        return Node(text_yaml.tree_of(text), name)
    except text_yaml.NotText as error:
        line = f", line {error.line}" if error.line else ""
        raise TemplateError(f"{name}{line}: {error.problem}.") from error


def nearest(word: str, known: Iterable[str]) -> str:
    """ " Did you mean “…”?" for the nearest right word, else the right words; for the end of a message."""
    choices = list(known)
    close = difflib.get_close_matches(word.lower(), choices, 1, 0.6)
    if close:
        return f" Did you mean “{close[0]}”?"
    return f" It can be {', '.join(choices)}." if choices else ""


class Node:
    """A place in the file, that knows how to say where it is."""

    def __init__(self, value: Any, name: str) -> None:
        self.value, self.name = value, name

    def error(self, message: str) -> TemplateError:
        """The mistake at this place."""
        return TemplateError(f"{self.name}: {message}")

    def only(self, *known: str) -> Node:
        """This place, when it is a list of “word: value” with no other words than these."""
        if not isinstance(self.value, dict):
            raise self.error("here should stand lines of “word: value”, with " + ", ".join(known) + ".")
        for key in self.value:
            if key not in known:
                raise self.error(f"“{key}” is not known here.{nearest(key, known)}")
        return self

    def has(self, key: str) -> bool:
        """Whether there is such a word."""
        return isinstance(self.value, dict) and key in self.value

    def at(self, key: str) -> Node:
        """What stands under a word, which must be there."""
        if not self.has(key):
            raise self.error(f"“{key}” is missing.")
        return Node(self.value[key], f"{self.name}, {key}")

    def text(self) -> str:
        """The text that stands here, without the spaces around it."""
        if not isinstance(self.value, str) or not self.value.strip():
            raise self.error("here should stand one text.")
        return self.value.strip()

    def texts(self) -> tuple[str, ...]:
        """One text, or several as a list."""
        if isinstance(self.value, list):
            return tuple(node.text() for node in self.items())
        return (self.text(),)

    def items(self) -> Iterator[Node]:
        """The entries of a list (each begins with “-”)."""
        if not isinstance(self.value, list):
            raise self.error("here should stand a list, each entry after a “-”.")
        for number, value in enumerate(self.value, 1):
            yield Node(value, f"{self.name} {number}")

    def pairs(self) -> Iterator[tuple[str, Node]]:
        """Each word and what stands after its colon."""
        if not isinstance(self.value, dict):
            raise self.error("here should stand lines of “word: value”.")
        for key, value in self.value.items():
            yield key, Node(value, f"{self.name}, {key}")

    def optional(self, key: str) -> str | None:
        """The text under a word, or None."""
        return self.at(key).text() if self.has(key) else None

    def several(self, key: str) -> tuple[str, ...]:
        """The texts under a word, none when it is not there."""
        return self.at(key).texts() if self.has(key) else ()

    def one_of(self, key: str, known: Iterable[str], default: str) -> str:
        """One of some words, or the default when it is not there."""
        choices = tuple(known)
        if not self.has(key):
            return default
        place = self.at(key)
        word = place.text()
        if word not in choices:
            raise place.error(f"there is no “{word}”.{nearest(word, choices)}")
        return word
