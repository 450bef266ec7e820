"""Addresses hold secrets: in the books they stand sealed, and the key lies beside the books, never in a backup of them."""

from __future__ import annotations

import hashlib
import hmac
import os
from pathlib import Path
from threading import Lock

from cryptography.fernet import Fernet, InvalidToken


class Seal:
    """Seals and opens with the key of a file, which is made at first use and readable by its owner only."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._known: bytes | None = None
        self._lock = Lock()

    def close(self, text: str) -> str:
        """The text, sealed."""
        return Fernet(self._key()).encrypt(text.encode()).decode()

    def open(self, sealed: str) -> str | None:
        """The text again; None when it was sealed with another key (books restored without theirs)."""
        try:
            return Fernet(self._key()).decrypt(sealed.encode()).decode()
        except InvalidToken:
            return None

    def name(self, *parts: str) -> str:
        """A short name for something secret: the same for the same parts, and telling nothing about them."""
        return hmac.new(self._key(), "\0".join(parts).encode(), hashlib.sha256).hexdigest()[:24]

    def _key(self) -> bytes:
        with self._lock:
            if self._known is None:
                self._known = self._read() or self._make()
            return self._known

    def _read(self) -> bytes | None:
        return self._path.read_bytes() if self._path.exists() else None

    def _make(self) -> bytes:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        key = Fernet.generate_key()
        draft = self._path.with_suffix(".new")
        draft.unlink(missing_ok=True)
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(key)
            file.flush()
            os.fsync(file.fileno())
        draft.rename(self._path)
        return key
