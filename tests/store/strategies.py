"""Any value of a noun, every field drawn: from its type hints, with the leaves that the caller gives."""

from __future__ import annotations

import dataclasses
import types
from collections.abc import Mapping
from enum import Enum
from typing import Any, Union, get_args, get_origin, get_type_hints

from hypothesis import strategies as st

Leaves = Mapping[Any, st.SearchStrategy[Any]]


def few(each: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(each, max_size=3).map(tuple)


def any_of(kind: Any, leaves: Leaves) -> st.SearchStrategy[Any]:
    """Values of `kind`; a leaf may stand for a plain type, a noun or a whole generic type."""
    if kind in leaves:
        return leaves[kind]
    if get_origin(kind) in (Union, types.UnionType):
        return st.none() | any_of(next(each for each in get_args(kind) if each is not type(None)), leaves)
    if get_origin(kind) is tuple:
        parts = get_args(kind)
        return few(any_of(parts[0], leaves)) if parts[-1] is Ellipsis else st.tuples(*(any_of(p, leaves) for p in parts))
    if get_origin(kind) is frozenset:
        return st.frozensets(any_of(get_args(kind)[0], leaves), max_size=3)
    if get_origin(kind) is dict:
        return st.dictionaries(*(any_of(part, leaves) for part in get_args(kind)), max_size=3)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return st.sampled_from(kind)
    if dataclasses.is_dataclass(kind):
        hints = get_type_hints(kind)
        return st.builds(kind, **{field.name: any_of(hints[field.name], leaves) for field in dataclasses.fields(kind)})
    assert kind is bool, kind
    return st.booleans()
