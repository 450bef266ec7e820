"""Reads a policy in YAML into a Policy; a mistake names its place in the file. `data/policy.yaml` is the first one."""

from __future__ import annotations

from pathlib import Path

import yaml

from ap_engine.model.policy import Policy
from ap_engine.policy_file.place import Place, PolicyError
from ap_engine.policy_file.sections import policy_of

__all__ = ["PolicyError", "load", "parse"]


def load(path: Path) -> Policy:
    """The policy of a file. Raises PolicyError."""
    return parse(path.read_text(encoding="utf-8"), path.name)


def parse(text: str, name: str = "policy") -> Policy:
    """The policy of a text. Every scalar is read as text, so that 0123 and NO mean what they say. Raises PolicyError."""
    try:
        tree = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - text only
    except yaml.YAMLError as error:
        raise PolicyError(f"{name}: {error}") from error
    return policy_of(Place(tree, name))
