"""A policy's YAML as text only: nothing twice, nothing that refers elsewhere; and the line on which a setting stands."""

from __future__ import annotations

from typing import Any

import yaml

from ap_engine.model.errors import PolicyError

MOST_CHARACTERS = 200_000


class _Loader(yaml.BaseLoader):
    """Text only. Anchors, aliases and tags are refused, and so is a key that stands twice: the second would win unseen."""

    def compose_node(self, parent: Any, index: Any) -> Any:
        event = self.peek_event()  # type: ignore[no-untyped-call]
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None) or getattr(event, "tag", None):
            raise yaml.constructor.ConstructorError(None, None, "&, * and ! are not used here", event.start_mark)
        return super().compose_node(parent, index)

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Any, Any]:
        seen: set[str] = set()
        for key, _ in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise yaml.constructor.ConstructorError(None, None, "only a word can stand before the colon", key.start_mark)
            if key.value in seen:
                raise yaml.constructor.ConstructorError(None, None, f"“{key.value}” stands here twice", key.start_mark)
            seen.add(key.value)
        return super().construct_mapping(node, deep=deep)


def tree_of(text: str, name: str) -> Any:
    """The text's content: dicts, lists and texts. Raises PolicyError with the line."""
    if len(text) > MOST_CHARACTERS:
        raise PolicyError(f"{name} is larger than {MOST_CHARACTERS // 1000} KB")
    try:
        return yaml.load(text, Loader=_Loader)  # noqa: S506 - a loader of text only
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else None
        where = f", line {line}" if line else ""
        raise PolicyError(f"{name}{where}: {error.problem or error.context or 'this is not YAML'}", line=line) from error
    except (yaml.YAMLError, RecursionError) as error:
        raise PolicyError(f"{name} cannot be read as YAML ({type(error).__name__})") from error


def line_of(text: str, path: tuple[str, ...]) -> int | None:
    """The line on which the setting at `path` stands, counted from 1, or the nearest one above it that is there."""
    node = yaml.compose(text, Loader=_Loader)
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
