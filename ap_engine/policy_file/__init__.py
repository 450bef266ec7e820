"""Reads a policy in YAML into a Policy and writes it back; a mistake names its place. `data/policy.yaml` is the first one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ap_engine.model.errors import PolicyError
from ap_engine.model.policy import Policy
from ap_engine.policy_file import strict
from ap_engine.policy_file.place import Place
from ap_engine.policy_file.sections import policy_of
from ap_engine.policy_file.write import write

__all__ = ["PolicyError", "load", "parse", "tree", "write"]


def load(path: Path) -> Policy:
    """The policy of a file. Raises PolicyError."""
    return parse(path.read_text(encoding="utf-8"), path.name)


def parse(text: str, name: str = "policy") -> Policy:
    """The policy of a text. Every scalar is read as text, so that 0123 and NO mean what they say.

    Raises PolicyError, which knows the setting's path and its line.
    """
    content = strict.tree_of(text, name)
    try:
        return policy_of(Place(content, name))
    except PolicyError as error:
        line = strict.line_of(text, error.path)
        where = f" (line {line})" if line else ""
        raise PolicyError(f"{error.detail}{where}", error.path, line, error.problem) from error


def tree(text: str, name: str = "policy") -> dict[str, Any]:
    """The content of a text as dicts, lists and texts, whatever it means. Raises PolicyError for what is no YAML of settings."""
    content = strict.tree_of(text, name)
    if not isinstance(content, dict):
        raise PolicyError(f"{name} needs its settings")
    return content
