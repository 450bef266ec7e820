"""XML and YAML that unfold, sink or never end, and names that are no names."""

from __future__ import annotations

import itertools

_LEVELS = "abcdefghij"
LAUGHS = (
    "<?xml version='1.0'?><!DOCTYPE x [<!ENTITY a 'ha'>"
    + "".join(f"<!ENTITY {name} '{f'&{before};' * 10}'>" for before, name in itertools.pairwise(_LEVELS))
    + "]><Invoice>&j;</Invoice>"
).encode()
ENTITIES = b"<?xml version='1.0'?><!DOCTYPE x [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;&a;'>]><Invoice>&b;</Invoice>"
OUTSIDE = b"<?xml version='1.0'?><!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><Invoice>&a;</Invoice>"
OUTSIDE_BY_PARAMETER = b"<?xml version='1.0'?><!DOCTYPE x SYSTEM 'http://127.0.0.1:9/x.dtd' [<!ENTITY % p SYSTEM 'file:///etc/passwd'>%p;]><Invoice/>"
OUTSIDE_IN_UTF_16 = OUTSIDE.decode().replace("version='1.0'", "version='1.0' encoding='UTF-16'").encode("utf-16")
UBL = b"urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"


def deep(levels: int = 100_000) -> bytes:
    return b"<?xml version='1.0'?>" + b"<a>" * levels + b"</a>" * levels


def elements(count: int = 3_000_000) -> bytes:
    """As many elements as are asked for, five letters each."""
    return b"<?xml version='1.0'?><Invoice xmlns='%s'>" % UBL + b"<a/>\n" * count + b"</Invoice>"


def one_long_text() -> bytes:
    return b"<?xml version='1.0'?><Invoice xmlns='%s'><ID>" % UBL + b"9" * 20_000_000 + b"</ID></Invoice>"


# Templates: what a YAML reader would unfold, and what would sink it.
ALIASES = "supplier: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{name}: &{name} [{', '.join(f'*{before}' for _ in range(9))}]\n" for before, name in itertools.pairwise(_LEVELS)
)
SUNK = "supplier: " + "[" * 50_000 + "]" * 50_000
OBJECT = "supplier: !!python/object/apply:os.system ['true']\n"
MERGED = "a: &a {supplier: x}\nb:\n  <<: *a\n"

NAMES = (
    "fatura\u202efdp.exe.pdf",
    "in\x00vo\x1bice\x07.pdf",
    "first\nsecond\r\n.pdf",
    "../../../etc/passwd",
    "..\\..\\windows\\system.ini",
    "\u2066\u2067\u200fmirror.pdf",
    "a" * 5_000 + ".pdf",
    "\x1b[31mred\x1b[0m.pdf",
    " . . ",
)
