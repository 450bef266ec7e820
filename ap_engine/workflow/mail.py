"""From the mailbox to the inbox: every usable file of a letter becomes an invoice, everything else is said."""

from __future__ import annotations

import logging
from contextlib import suppress
from dataclasses import replace

from ap_engine.capture import kinds
from ap_engine.capture.kinds import FileKind
from ap_engine.engine import Engine
from ap_engine.mail.mailbox import DONE, REFUSED, MailboxUnavailable, Opened
from ap_engine.model.errors import UnreadableUpload
from ap_engine.model.letters import Enclosure, Letter, TakeInLetter
from ap_engine.model.parties import SYSTEM
from ap_engine.store import AlreadyDone
from ap_engine.workflow.intake import receive_document

log = logging.getLogger("ap_engine.mail")
FAILURE = "mail.failure"
MOST_FILES = 30
_LOGO = 60_000  # bytes; a picture inside a letter's text that is smaller is a logo or a signature


def take_in_mail(engine: Engine) -> int:
    """Take in every letter that waits in the mailbox; how many. A mailbox that cannot be read is said on the inbox."""
    if engine.mailbox is None:
        return 0
    taken, trouble = 0, ""
    try:
        with engine.mailbox.opened() as box:
            for uid, letter in box.letters():
                try:
                    _take_in(engine, box, uid, letter)
                    taken += 1
                except MailboxUnavailable:
                    raise
                except Exception:  # one letter must not keep the others out; it stays where it is and is tried again
                    log.exception("a letter could not be taken in")
                    trouble = f"A letter from {letter.sender} could not be taken in. It stays in the mailbox and is tried again."
    except MailboxUnavailable as error:
        trouble = str(error)
    _say(engine, trouble)
    return taken


def _take_in(engine: Engine, box: Opened, uid: str, letter: Letter) -> None:
    invoices: list[str] = []
    left_out = list(letter.left_out)
    for file in letter.files[:MOST_FILES]:
        reason = unusable(file)
        if reason is None:
            try:
                invoices.append(receive_document(engine, SYSTEM, file.content, file.name or "letter", "email").invoice_id)
            except UnreadableUpload as refusal:
                reason = refusal.detail
        if reason:
            left_out.append((kinds.display_name(file.name), reason))
    left_out += [
        (kinds.display_name(file.name), f"Only {MOST_FILES} files of a letter are taken.") for file in letter.files[MOST_FILES:]
    ]
    if not invoices and not left_out:
        left_out.append(("", "The letter has no file."))
    done = replace(letter, files=(), invoices=tuple(dict.fromkeys(invoices)), left_out=tuple(left_out))
    with suppress(AlreadyDone), engine.store.transaction(TakeInLetter(SYSTEM, letter.key), engine.now()) as tx:
        tx.letters.enter(done)
    box.put_away(uid, DONE if invoices else REFUSED)


def unusable(file: Enclosure) -> str | None:
    """Why a letter's file is no invoice, or None; an empty text for a logo, which is not worth a word."""
    kind = kinds.kind_of(file.content[:1024])
    if kind in kinds.REFUSALS:
        return kinds.REFUSALS[kind]
    if file.content_type == "text/html":
        return "This is a web page. Ask the supplier for the invoice as PDF or XML."
    if kind is FileKind.IMAGE and file.shown_inside and len(file.content) < _LOGO:
        return ""
    return None


def _say(engine: Engine, trouble: str) -> None:
    """Keep what is wrong with the mailbox, or that nothing is; written only when it is new."""
    with engine.store.snapshot() as tx:
        known = tx.settings.get(FAILURE) or ""
    if known != trouble:
        with engine.store.write(SYSTEM, engine.now()) as tx:
            tx.settings.set(FAILURE, trouble)
