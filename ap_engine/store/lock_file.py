"""One process owns the books: an flock on `<books>.lock`, held for life (storage.md, rules 7 to 9).

The file says who holds it and how to talk to the holder: {"pid", "address", "token"}, readable by the owner only.
"""

from __future__ import annotations

import fcntl
import json
import os
import time
import weakref
from pathlib import Path

from ap_engine.model.errors import StoreBusy

_TRIES = 5
_PAUSE = 0.02


def lock_path(books: Path) -> Path:
    """Where the lock of a books file is."""
    return books.with_name(books.name + ".lock")


def _try_lock(descriptor: int, how: int) -> bool:
    try:
        fcntl.flock(descriptor, how | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _read(descriptor: int) -> dict[str, object]:
    """The holder's note; empty values in the instant between the lock and the note."""
    try:
        note = json.loads(os.pread(descriptor, 4096, 0) or b"{}")
    except ValueError:
        note = {}
    return {"pid": None, "address": None, "token": None, **note}


class LockFile:
    """The lock, taken on construction; raises StoreBusy when another holder has it."""

    def __init__(self, books: Path, address: str | None, token: str) -> None:
        path = lock_path(books)
        self._descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        # Someone may be looking who the holder is (`holder`), which takes the lock for an instant: hence several tries.
        for attempt in range(_TRIES):
            if _try_lock(self._descriptor, fcntl.LOCK_EX):
                break
            if attempt == _TRIES - 1:
                note = _read(self._descriptor)
                os.close(self._descriptor)
                raise StoreBusy(f"(process {note['pid']}, {note['address'] or 'no address'}, {books})")
            time.sleep(_PAUSE)
        os.fchmod(self._descriptor, 0o600)
        note_text = json.dumps({"pid": os.getpid(), "address": address, "token": token}).encode()
        os.ftruncate(self._descriptor, 0)
        os.pwrite(self._descriptor, note_text, 0)
        self._held = True
        _held.add(self)

    def release(self) -> None:
        """Give the lock back. The file stays: removing it would let two processes lock two files of one name."""
        if self._held:
            self._held = False
            os.ftruncate(self._descriptor, 0)
            os.close(self._descriptor)

    def leave_to_parent(self) -> None:
        """In a forked child: drop our copy of the descriptor, so that the lock ends with the parent."""
        if self._held:
            self._held = False
            os.close(self._descriptor)


_held: weakref.WeakSet[LockFile] = weakref.WeakSet()


def _after_fork() -> None:
    for lock in list(_held):
        lock.leave_to_parent()


os.register_at_fork(after_in_child=_after_fork)


def holder(books: Path) -> dict[str, object] | None:
    """What the holder of the books wrote about itself, or None when nobody holds them."""
    try:
        descriptor = os.open(lock_path(books), os.O_RDONLY)
    except FileNotFoundError:
        return None
    try:
        if _try_lock(descriptor, fcntl.LOCK_SH):
            return None
        return _read(descriptor)
    finally:
        os.close(descriptor)
