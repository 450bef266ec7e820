"""XML from nested tuples, so that a document reads like its outline."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias, Union

from lxml import etree

Node: TypeAlias = Union[  # noqa: UP007 - a recursive alias cannot be written with a bar
    tuple[str, Union[str, Sequence["Node"]]],  # noqa: UP007
    tuple[str, Union[str, Sequence["Node"]], Mapping[str, str]],  # noqa: UP007
]


def document(root: Node, namespaces: Mapping[str, str]) -> bytes:
    """The document in UTF-8. A name `p:x` is in the namespace of prefix p, a bare name in that of prefix ""."""
    nsmap = {prefix or None: uri for prefix, uri in namespaces.items()}
    top = etree.Element(_name(root[0], namespaces), nsmap=nsmap)
    _fill(top, root, namespaces)
    etree.indent(top, space="  ")
    return etree.tostring(top, xml_declaration=True, encoding="UTF-8")


def _fill(element: etree._Element, node: Node, namespaces: Mapping[str, str]) -> None:
    content = node[1]
    if len(node) == 3:
        for name, value in node[2].items():
            element.set(name, value)
    if isinstance(content, str):
        element.text = content
        return
    for child in content:
        _fill(etree.SubElement(element, _name(child[0], namespaces)), child, namespaces)


def _name(name: str, namespaces: Mapping[str, str]) -> str:
    prefix, _, local = name.rpartition(":")
    uri = namespaces.get(prefix)
    return f"{{{uri}}}{local}" if uri else local
