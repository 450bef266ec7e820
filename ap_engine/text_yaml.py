"""YAML as text only: 0123 and NO stay as typed, nothing stands twice, nothing refers elsewhere. For every file people write."""

from __future__ import annotations

from typing import Any

import yaml


class TextLoader(yaml.BaseLoader):
    """Anchors, aliases and tags are refused (nested, they grow without end); so is a key that stands twice: the second would win unseen."""

    def compose_node(self, parent: Any, index: Any) -> Any:
        """Raises ConstructorError at an anchor, an alias or a tag."""
        event = self.peek_event()  # type: ignore[no-untyped-call]
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise yaml.constructor.ConstructorError(None, None, "& and * (anchors) are not used here", event.start_mark)
        if getattr(event, "tag", None):
            raise yaml.constructor.ConstructorError(None, None, "! (a tag) is not used here", event.start_mark)
        return super().compose_node(parent, index)

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Any, Any]:
        """Raises ConstructorError at a key that is no word, or stands twice."""
        seen: set[str] = set()
        for key, _ in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise yaml.constructor.ConstructorError(None, None, "only a word can stand before the colon", key.start_mark)
            if key.value in seen:
                raise yaml.constructor.ConstructorError(None, None, f"“{key.value}” stands here twice", key.start_mark)
            seen.add(key.value)
        return super().construct_mapping(node, deep=deep)


class NotText(ValueError):
    """What is wrong with the text, and on which line if that is known."""

    def __init__(self, problem: str, line: int | None) -> None:
        super().__init__(problem)
        self.problem, self.line = problem, line


def tree_of(text: str) -> Any:
    """The text's content: dicts, lists and texts. Raises NotText."""
    try:
        return yaml.load(text, Loader=TextLoader)  # noqa: S506 - a loader of text only
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise NotText(error.problem or error.context or "this is not YAML", mark.line + 1 if mark else None) from error
    except (yaml.YAMLError, RecursionError) as error:
        raise NotText(f"this cannot be read as YAML ({type(error).__name__})", None) from error
