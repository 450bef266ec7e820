"""Parsing XML of unknown origin. Refuses what can only harm: a DTD, entities, and files too large or too deep.

Measured in `../shared/design/reading.md`: lxml stops amplification and depth by itself, but millions of elements cost a
gigabyte in any parser, so bytes and elements are counted before parsing.
"""

from __future__ import annotations

import codecs
import re

from lxml import etree

from ap_engine.model.extraction import Problem

MAX_BYTES = 10 * 1024 * 1024
MAX_TAGS = 500_000

# What may stand before the root element besides a DTD: the declaration and processing instructions, comments, space.
_PROLOG = re.compile(rb"(?:\s+|<\?.*?\?>|<!--.*?-->)*", re.DOTALL)
_UTF16 = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}

_TOO_LARGE = Problem("too_large", "This XML file is too large or too deeply nested to be an invoice; it was not read.")
_FORBIDDEN = Problem(
    "xml_forbidden", "This XML file declares a document type or entities, which no invoice needs; it was not read."
)


def parse_xml(xml: bytes) -> etree._Element | Problem:
    """The root element, or the problem that keeps the file from being read. Never raises on content."""
    if len(xml) > MAX_BYTES or xml.count(b"<") > MAX_TAGS:
        return _TOO_LARGE
    if _declares_document_type(xml):
        return _FORBIDDEN
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(xml, parser)
    except etree.XMLSyntaxError as error:
        return _TOO_LARGE if _is_limit(error) else _malformed(error)
    if root.getroottree().docinfo.internalDTD is not None:
        return _FORBIDDEN
    return root


def _declares_document_type(xml: bytes) -> bool:
    text = xml.removeprefix(codecs.BOM_UTF8)
    for mark, encoding in _UTF16.items():
        if xml.startswith(mark):
            text = xml[len(mark) :].decode(encoding, errors="replace").encode()
    prolog = _PROLOG.match(text)
    return text.startswith((b"<!DOCTYPE", b"<!ENTITY"), prolog.end() if prolog else 0)


def _is_limit(error: etree.XMLSyntaxError) -> bool:
    return any(word in str(error).lower() for word in ("depth", "huge", "amplification"))


def _malformed(error: etree.XMLSyntaxError) -> Problem:
    reason = (error.msg or "it is empty")[:200]
    return Problem("xml_malformed", f"This file is not well-formed XML and could not be read: {reason}.")
