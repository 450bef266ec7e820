"""An IMAP mailbox: letters with their files, and folders into which they are put when they are done with.

A letter leaves INBOX only after what it brought is in the books: what is interrupted is found there again.
"""

from __future__ import annotations

import hashlib
import imaplib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from urllib.parse import unquote, urlsplit

from imap_tools import AND, BaseMailBox, ImapToolsError, MailBox, MailBoxUnencrypted, MailMessage

from ap_engine.model.letters import Enclosure, Letter

DONE, REFUSED = "Taken in", "Without an invoice"
MOST_BYTES = 40 * 1024 * 1024
_SECONDS = 30.0
_LOCAL = ("127.0.0.1", "localhost", "::1")


class MailboxUnavailable(Exception):
    """The mailbox could not be opened or read; the text says why, without the password."""


@dataclass(frozen=True, slots=True)
class Mailbox:
    """Where the mailbox is, as `imaps://user:password@host:port/folder` says it. The password never shows."""

    address: str

    def __repr__(self) -> str:
        """Host and folder only."""
        parts = urlsplit(self.address)
        return f"Mailbox({parts.hostname}{parts.path})"

    @contextmanager
    def opened(self) -> Iterator[Opened]:
        """The mailbox, signed in. Raises MailboxUnavailable, also when the connection is lost within."""
        parts = urlsplit(self.address)
        host = parts.hostname or ""
        if parts.scheme != "imaps" and host not in _LOCAL:
            raise MailboxUnavailable("A mailbox elsewhere is only opened over an encrypted connection: imaps://…")
        try:
            box: BaseMailBox = (
                MailBox(host, parts.port or 993, timeout=_SECONDS)
                if parts.scheme == "imaps"
                else MailBoxUnencrypted(host, parts.port or 143, timeout=_SECONDS)
            )
            folder = unquote(parts.path.strip("/")) or "INBOX"
            with box.login(unquote(parts.username or ""), unquote(parts.password or ""), folder):
                yield Opened(box)
        except (OSError, imaplib.IMAP4.error, ImapToolsError) as error:
            words = " ".join(str(error).split())[:200]
            raise MailboxUnavailable(f"The mailbox at {host} cannot be read: {words or type(error).__name__}") from error


class Opened:
    """A mailbox that is signed in."""

    def __init__(self, box: BaseMailBox) -> None:
        self._box = box

    def letters(self) -> Iterator[tuple[str, Letter]]:
        """Every letter of the folder with its number there, oldest first; one that is too large comes without its files."""
        for uid in self._box.uids():
            head = next(self._box.fetch(AND(uid=uid), mark_seen=False, headers_only=True), None)
            if head is None:
                continue  # somebody took it away meanwhile
            if head.size_rfc822 > MOST_BYTES:
                reason = f"The letter is larger than {MOST_BYTES // 1024 // 1024} MB."
                yield uid, letter_of(head, (("", reason),))
                continue
            yield uid, read_letter(head, partial(self._whole, uid))

    def _whole(self, uid: str) -> MailMessage:
        """A letter with its files. Raises LookupError when it is gone."""
        whole = next(self._box.fetch(AND(uid=uid), mark_seen=False), None)
        if whole is None:
            raise LookupError("it was taken away")
        return whole

    def put_away(self, uid: str, folder: str) -> None:
        """Move a letter into a folder, which is made when it is not there."""
        if not self._box.folder.exists(folder):
            self._box.folder.create(folder)
        self._box.move(uid, folder)


def read_letter(head: MailMessage, fetch: Callable[[], MailMessage]) -> Letter:
    """The letter with its files. Nested deeper than can be followed, it comes without them and says so."""
    try:
        whole = fetch()
        files = tuple(
            Enclosure(one.filename, one.payload, one.content_type, bool(one.content_id) or one.content_disposition == "inline")
            for one in whole.attachments
        )
        return letter_of(whole, (), files)
    except (RecursionError, ValueError, LookupError) as error:
        return letter_of(head, (("", f"The letter is damaged and cannot be opened ({type(error).__name__})."),))


def letter_of(message: MailMessage, left_out: tuple[tuple[str, str], ...], files: tuple[Enclosure, ...] = ()) -> Letter:
    """Sender, subject and day of a message; its key is the hash of its bytes."""
    sent = message.date if message.date.year > 1900 else None
    key = hashlib.sha256(message.obj.as_bytes()).hexdigest()
    day: datetime | None = sent.astimezone(UTC) if sent else None
    return Letter(key, _line(message.from_), _line(message.subject), day, files=files, left_out=left_out)


def _line(text: str) -> str:
    """A header's text on one line, without what cannot be seen."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())[:200]
