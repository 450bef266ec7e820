"""XML from nested tuples, so that a document reads like its outline."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeAlias

from lxml import etree

# (name, content) or (name, content, attributes). The content is text or a sequence of nodes; a type checker loses track
# of that inside nested literals, so it is not spelt out.
Node: TypeAlias = tuple[str, Any] | tuple[str, Any, Mapping[str, str]]


def document(root: Node, namespaces: Mapping[str, str]) -> bytes:
    """The document in UTF-8. A name `p:x` is in the namespace of prefix p, a bare name in that of prefix ""."""
    nsmap: Any = {prefix or None: uri for prefix, uri in namespaces.items()}
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
