"""The key that links sent to people are signed with: a file beside the books that only its owner reads.

It is not in the books: whoever has a copy of them cannot make links. Without the file a new key is made, and the links
that were sent before do not work any more.
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path

_BYTES = 32


def link_key(books: Path) -> bytes:
    """The key of these books; made the first time. Two that make one at once use the same."""
    path = books.with_name(books.name + ".links")
    if not path.exists():
        made = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
        descriptor = os.open(made, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            os.write(descriptor, secrets.token_bytes(_BYTES))
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        try:
            os.link(made, path)
        except FileExistsError:
            return _read(path)
        finally:
            made.unlink()
    return _read(path)


def _read(path: Path) -> bytes:
    key = path.read_bytes()
    if len(key) != _BYTES:
        raise ValueError(f"{path} is no key: remove it, and links are signed with a new one")
    return key
