"""The store: one process owns the file, one writer at a time, any number of readers (storage.md, the 12 rules)."""

from __future__ import annotations

import os
import secrets
import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime
from pathlib import Path

from ap_engine.model.commands import Command
from ap_engine.model.parties import SYSTEM
from ap_engine.store import audit_log, backup, likeness_filling, lock_file, migrations
from ap_engine.store.duckdb_dialect import Cursor, Database, Params, Row
from ap_engine.store.errors import ForkedStore, StoreDamaged
from ap_engine.store.transaction import Transaction


class Store:
    """The open books. Made by `open`; used from any thread; closed once.

    `version` grows by one with each commit that changed something; screens poll it. `token` lets the command line talk
    to this process (it stands in the lock file).
    """

    def __init__(self, path: Path, address: str | None) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self.path = path
        self.token = secrets.token_urlsafe(32)
        self.version = 0
        self._pid = os.getpid()
        self._closed = False
        self._write_lock = threading.Lock()
        self._write_thread: int | None = None
        self._tip: audit_log.Tip | None = None
        self._mine = threading.local()
        self._readers: list[tuple[threading.Thread, Cursor]] = []
        self._readers_lock = threading.Lock()
        self._lock = lock_file.LockFile(path, address, self.token)
        try:
            is_new = not path.exists()
            self._database = Database(path)
            path.chmod(0o600)  # password hashes are in it
            try:
                self._note = audit_log.TipNote(path)
                self._writer = self._database.cursor()
                self._prepare(is_new)
            except BaseException:
                self._database.close()
                raise
        except BaseException:
            self._lock.release()
            raise

    @classmethod
    def open(cls, path: Path, *, address: str | None = None) -> Store:
        """Open the books, or begin new ones. `address` is where this process answers the command line.

        Raises StoreBusy when another process has them, StoreDamaged when they lack what is known to have been written.
        """
        return cls(path.resolve(), address)

    def _prepare(self, is_new: bool) -> None:
        # The export for the backup before a migration takes its own cursor, for a transaction of its own.
        changed = migrations.migrate(self._writer, datetime.now(UTC), self._backup_before)
        filled = self._fill_index()
        if changed or filled:
            self._database.checkpoint()
        last, noted = audit_log.last(self._writer), self._note.read()
        if noted is not None and not is_new and not audit_log.has(self._writer, noted):
            raise StoreDamaged(
                f"{self.path}: entry {noted[0]} of the audit log was written and is not there (the log ends at {last[0]})."
            )
        self._note.write(last)

    def _fill_index(self) -> bool:
        self._writer.begin()
        likeness_filling.fill(self._writer)
        if not self._writer.changed:
            self._writer.rollback()
            return False
        self._writer.commit()
        return True

    def _backup_before(self, schema: int) -> None:
        folder = self.path.with_name(f"{self.path.name}.schema-{schema:04d}")
        if not folder.exists():
            self._export(folder)

    def transaction(self, command: Command, at: datetime) -> AbstractContextManager[Transaction]:
        """Carry out a command, once: all of it in one commit, or nothing of it.

        Raises AlreadyDone when it was carried out before, IdempotencyConflict when its id was used for something else.
        """
        return self._writing(command.actor, at, command)

    def write(self, actor: str, at: datetime) -> AbstractContextManager[Transaction]:
        """Write without a command: registers, settings, deliveries."""
        return self._writing(actor, at, None)

    @contextmanager
    def _writing(self, actor: str, at: datetime, command: Command | None) -> Iterator[Transaction]:
        if self._write_thread == threading.get_ident():
            raise RuntimeError("this thread is already in a write transaction")
        self._check()
        with self._write_lock:
            self._check()  # it may have been closed while we waited
            self._write_thread = threading.get_ident()
            try:
                self._writer.begin()
                if self._tip is None:
                    self._tip = audit_log.last(self._writer)
                chain = audit_log.Chain(self._tip)
                tx = Transaction(self._writer, chain, actor, at, command)
                tx.refuse_repetition()
                yield tx
                if tx.finish():
                    self._commit(chain)
                else:
                    self._writer.rollback()
            except BaseException:
                self._writer.rollback()
                raise
            finally:
                self._write_thread = None

    def _commit(self, chain: audit_log.Chain) -> None:
        # Unknown until COMMIT has returned: should it be interrupted, the next transaction looks.
        self._tip = None
        self._writer.commit()
        self._tip = chain.tip
        self.version += 1
        if chain.entries:
            self._note.write(chain.tip)

    def rows(self, sql: str, params: Params = ()) -> list[Row]:
        """A query on what is committed, outside the writer's lock. Parameters: `?` with a sequence, `:name` with a mapping."""
        self._check()
        cursor = self._reader()
        cursor.begin(read_only=True)
        try:
            return cursor.rows(sql, params)
        finally:
            cursor.rollback()

    @contextmanager
    def snapshot(self) -> Iterator[Transaction]:
        """The books at one moment, read-only, outside the writer's lock, while others go on writing."""
        self._check()
        cursor = self._database.cursor()
        try:
            cursor.begin(read_only=True)
            yield Transaction(cursor, None, SYSTEM, datetime.now(UTC))
            cursor.rollback()
        finally:
            cursor.close()

    def _reader(self) -> Cursor:
        """This thread's cursor: two threads on one cursor get each other's rows."""
        cursor: Cursor | None = getattr(self._mine, "cursor", None)
        if cursor is None:
            cursor = self._mine.cursor = self._database.cursor()
            with self._readers_lock:
                ended = [(thread, old) for thread, old in self._readers if not thread.is_alive()]
                self._readers = [pair for pair in self._readers if pair not in ended]
                self._readers.append((threading.current_thread(), cursor))
            for _, old in ended:
                old.close()
        return cursor

    def noted_tip(self) -> audit_log.Tip | None:
        """The last audit entry's sequence and hash as noted beside the books."""
        return self._note.read()

    def backup(self, folder: Path) -> None:
        """Export the books as of now into a new folder, while others go on writing; returns when it is on disk."""
        self._check()
        self._export(folder)
        self._note.sync()

    def _export(self, folder: Path) -> None:
        cursor = self._database.cursor()
        try:
            backup.write(cursor, folder)
        finally:
            cursor.close()

    @staticmethod
    def restore(folder: Path, path: Path) -> None:
        """Build the books at `path` from a backup. Raises FileExistsError when there are books at `path` already."""
        path = path.resolve()
        path.parent.mkdir(parents=True, exist_ok=True)
        lock = lock_file.LockFile(path, None, "")
        try:
            for there in (path, path.with_name(path.name + ".wal")):
                if there.exists():
                    raise FileExistsError(f"{there} exists; move it away first")
            tip = backup.read(folder, path)
            note = audit_log.TipNote(path)
            note.write(tip)
            note.sync()
            note.close()
        finally:
            lock.release()

    def checkpoint(self) -> bool:
        """Fold the write-ahead log into the file; False when a reader was in the way (ask again later)."""
        self._check()
        with self._write_lock:
            self._note.sync()
            return self._database.checkpoint()

    def close(self) -> None:
        """Close the books and give the lock back, after the writer is done. Doing it twice does nothing."""
        if self._closed or os.getpid() != self._pid:
            return
        with self._write_lock:
            self._closed = True
            with self._readers_lock:
                for _, cursor in self._readers:
                    cursor.close()
                self._readers.clear()
            self._writer.close()
            self._database.close()
            self._note.sync()
            self._note.close()
            self._lock.release()

    @staticmethod
    def holder(path: Path) -> dict[str, object] | None:
        """{"pid", "address", "token"} of the process that holds the books, or None when nobody does."""
        return lock_file.holder(path.resolve())

    def _check(self) -> None:
        if os.getpid() != self._pid:
            raise ForkedStore(f"opened by process {self._pid}, used by {os.getpid()}")
        if self._closed:
            raise RuntimeError("the store is closed")
