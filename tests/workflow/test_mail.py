"""Invoices that come by mail: a real IMAP server, real letters, and what becomes of each file."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from collections.abc import Iterator
from email.message import EmailMessage
from io import BytesIO

import pytest
from imap_tools import MailBoxUnencrypted, MailMessage
from PIL import Image

from ap_engine import queries
from ap_engine.mail.mailbox import DONE, REFUSED, Mailbox, MailboxUnavailable, read_letter
from ap_engine.workflow import mail
from ap_engine.workflow.intake import invoice_id_of
from tests.house import House, free_port, until
from tests.workflow.trade import Bill

USER, PASSWORD = "invoices", "a secret/word"


@pytest.fixture(scope="module")
def server() -> Iterator[int]:
    """An IMAP server as its own process; the port on which it answers."""
    port = free_port()
    command = [
        sys.executable,
        "-c",
        "from pymap.main import main; main()",
        "--host",
        "127.0.0.1",
        "--port",
        str(port),
        "--no-tls",
    ]
    process = subprocess.Popen([*command, "dict", "--demo-user", USER, "--demo-password", PASSWORD], stderr=subprocess.DEVNULL)
    try:
        until(lambda: _answers(port), 30)
        yield port
    finally:
        process.terminate()
        process.wait(timeout=20)


def _answers(port: int) -> bool:
    try:
        with MailBoxUnencrypted("127.0.0.1", port).login(USER, PASSWORD):
            return True
    except OSError:
        return False


@pytest.fixture
def post(server: int) -> Iterator[MailBoxUnencrypted]:
    """The mailbox as the mail server's owner sees it, empty."""
    with MailBoxUnencrypted("127.0.0.1", server).login(USER, PASSWORD) as box:
        for folder in ("INBOX", DONE, REFUSED):
            if box.folder.exists(folder):
                box.folder.set(folder)
                box.delete(box.uids())
        box.folder.set("INBOX")
        yield box


@pytest.fixture
def here(house: House, server: int) -> House:
    """A company with this mailbox."""
    house.engine.mailbox = Mailbox(f"imap://{USER}:a%20secret%2Fword@127.0.0.1:{server}/INBOX")
    return house


def letter(subject: str, *files: tuple[str, bytes, str], text: str = "Please find our invoice.") -> bytes:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "Mill <billing@mill.example>", "invoices@home.example", subject
    message["Date"] = "Wed, 04 Nov 2026 10:00:00 -0300"
    message.set_content(text)
    for name, content, kind in files:
        main, sub = kind.split("/")
        message.add_attachment(content, maintype=main, subtype=sub, filename=name)
    return message.as_bytes()


def folder(post: MailBoxUnencrypted, name: str) -> list[str]:
    """The subjects of the letters in a folder."""
    if not post.folder.exists(name):
        return []
    post.folder.set(name)
    return [one.subject for one in post.fetch(mark_seen=False)]


def invoice_of(house: House, content: bytes) -> str:
    with house.engine.store.snapshot() as tx:
        found = tx.invoices.by_sha(hashlib.sha256(content).hexdigest())
    assert found is not None and found.id == invoice_id_of(found.original_sha256)
    assert (found.channel, found.entered_by) == ("email", "system")
    return found.id


def test_every_file_of_a_letter_becomes_an_invoice_once(here: House, post: MailBoxUnencrypted) -> None:
    one, other = Bill("7001").xml(), Bill("7002").xml()
    post.append(letter("Two invoices", ("7001.xml", one, "application/xml"), ("../7002.xml", other, "text/xml")), "INBOX")
    assert mail.take_in_mail(here.engine) == 1
    assert invoice_of(here, one) != invoice_of(here, other)
    assert (folder(post, "INBOX"), folder(post, DONE)) == ([], ["Two invoices"])
    assert not queries.letters_to_see(here.engine)
    assert mail.take_in_mail(here.engine) == 0
    post.append(letter("The same again", ("copy.xml", one, "application/xml")), "INBOX")
    mail.take_in_mail(here.engine)
    with here.engine.store.snapshot() as tx:
        assert len(tx.rows("SELECT 1 FROM invoices")) == 2


def test_a_letter_that_brings_nothing_is_said_and_put_aside(here: House, post: MailBoxUnencrypted) -> None:
    post.append(letter("Where is our money?"), "INBOX")
    post.append(letter("Documents", ("all.zip", b"PK\x03\x04rest", "application/zip")), "INBOX")
    post.append(letter("See online", ("invoice.html", b"<html>pay here</html>", "text/html")), "INBOX")
    assert mail.take_in_mail(here.engine) == 3
    told = {one.subject: one.left_out for one in queries.letters_to_see(here.engine)}
    assert told["Where is our money?"] == (("", "The letter has no file."),)
    assert told["Documents"][0][0] == "all.zip" and "ZIP" in told["Documents"][0][1]
    assert "web page" in told["See online"][0][1]
    assert sorted(folder(post, REFUSED)) == ["Documents", "See online", "Where is our money?"]
    assert folder(post, DONE) == []


def test_a_logo_in_the_text_is_no_invoice_and_a_photo_is(here: House, post: MailBoxUnencrypted) -> None:
    logo, photo = BytesIO(), BytesIO()
    Image.new("RGB", (90, 30), "red").save(logo, "PNG")
    Image.effect_noise((900, 1200), 60).save(photo, "PNG")
    message = EmailMessage()
    message["From"], message["Subject"] = "billing@mill.example", "A photo"
    message.set_content("<p>Regards<img src='cid:logo'></p>", subtype="html")
    message.add_related(logo.getvalue(), "image", "png", cid="<logo>", filename="logo.png")
    message.add_attachment(photo.getvalue(), maintype="image", subtype="png", filename="photo.png")
    post.append(message.as_bytes(), "INBOX")
    mail.take_in_mail(here.engine)
    assert invoice_of(here, photo.getvalue())
    with here.engine.store.snapshot() as tx:
        assert len(tx.rows("SELECT 1 FROM invoices")) == 1
    assert not queries.letters_to_see(here.engine)


def test_what_was_interrupted_is_found_again_and_is_one_invoice(
    here: House, post: MailBoxUnencrypted, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The connection is lost after the books have the invoice and before the letter is put away."""
    content = Bill("7003").xml()
    post.append(letter("Cut off", ("7003.xml", content, "application/xml")), "INBOX")
    with monkeypatch.context() as broken:
        broken.setattr("ap_engine.mail.mailbox.Opened.put_away", _lost)
        mail.take_in_mail(here.engine)
    assert folder(post, "INBOX") == ["Cut off"]
    assert "could not be taken in" in queries.mailbox_trouble(here.engine)
    post.folder.set("INBOX")
    mail.take_in_mail(here.engine)
    assert (folder(post, "INBOX"), folder(post, DONE)) == ([], ["Cut off"])
    assert queries.mailbox_trouble(here.engine) == ""
    with here.engine.store.snapshot() as tx:
        assert len(tx.rows("SELECT 1 FROM invoices")) == 1
        assert len(tx.rows("SELECT 1 FROM audit_log WHERE event = 'LetterTakenIn'")) == 1


def _lost(*_: object) -> None:
    raise ConnectionResetError("the connection was lost")


def test_a_mailbox_that_does_not_answer_is_said_without_its_password(here: House) -> None:
    here.engine.mailbox = Mailbox(f"imap://{USER}:wrong@127.0.0.1:{free_port()}/INBOX")
    assert mail.take_in_mail(here.engine) == 0
    words = queries.mailbox_trouble(here.engine)
    assert "127.0.0.1 cannot be read" in words and "wrong" not in words
    assert "wrong" not in repr(here.engine.mailbox)


def test_a_wrong_password_is_said(here: House, server: int) -> None:
    here.engine.mailbox = Mailbox(f"imap://{USER}:wrong@127.0.0.1:{server}/INBOX")
    mail.take_in_mail(here.engine)
    assert "cannot be read" in queries.mailbox_trouble(here.engine)


def test_a_mailbox_elsewhere_needs_an_encrypted_connection() -> None:
    with pytest.raises(MailboxUnavailable, match="encrypted"), Mailbox("imap://a:b@mail.example/INBOX").opened():
        pass


@pytest.mark.parametrize("depth", [50, 3000])
def test_a_letter_nested_without_end_is_said_and_not_followed(depth: int) -> None:
    head = b"From: x@y.example\r\nSubject: Nested\r\n"
    parts = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n) for n in range(depth))
    found = read_letter(MailMessage.from_bytes(head + b"\r\n"), lambda: MailMessage.from_bytes(head + parts))
    assert (found.subject, found.files) == ("Nested", ())
    assert bool(found.left_out) is (depth > 1000)


def test_names_and_subjects_are_text_on_one_line(here: House, post: MailBoxUnencrypted) -> None:
    post.append(letter("=?utf-8?q?Fatura=0A=1B[31m <b>x</b>?=", ("a\u202efdp.zip", b"PK\x03\x04", "application/zip")), "INBOX")
    mail.take_in_mail(here.engine)
    found = queries.letters_to_see(here.engine)[0]
    assert all(one.isprintable() for one in found.subject + found.left_out[0][0])
