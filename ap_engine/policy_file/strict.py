"""A policy's YAML as text only, and the line on which a setting stands."""

from __future__ import annotations

from typing import Any

import yaml

from ap_engine import text_yaml
from ap_engine.model.errors import PolicyError

MOST_CHARACTERS = 200_000


def tree_of(text: str, name: str) -> Any:
    """The text's content: dicts, lists and texts. Raises PolicyError with the line."""
    if len(text) > MOST_CHARACTERS:
        raise PolicyError(f"{name} is larger than {MOST_CHARACTERS // 1000} KB")
    try:
        return text_yaml.tree_of(text)
    except text_yaml.NotText as error:
        where = f", line {error.line}" if error.line else ""
        raise PolicyError(f"{name}{where}: {error.problem}", line=error.line) from error


def line_of(text: str, path: tuple[str, ...]) -> int | None:
    """The line on which the setting at `path` stands, counted from 1, or the nearest one above it that is there."""
    node = yaml.compose(text, Loader=text_yaml.TextLoader)
    line = None
    for step in path:
        found = None
        if isinstance(node, yaml.MappingNode):
            found = next(((key, value) for key, value in node.value if key.value == step), None)
        elif isinstance(node, yaml.SequenceNode) and step.isdigit() and 0 < int(step) <= len(node.value):
            found = (node.value[int(step) - 1],) * 2
        if found is None:
            break
        line, node = found[0].start_mark.line + 1, found[1]
    return line
