"""A mail server that takes every letter: enough SMTP for one client at a time."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass
class PostOffice:
    """Its port, and the letters that came: to whom, and what was in them."""

    port: int = 0
    letters: list[tuple[str, str]] = field(default_factory=list)


@contextmanager
def post_office() -> Iterator[PostOffice]:
    """A running mail server."""
    office = PostOffice()

    class Clerk(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            say = lambda line: self.wfile.write(f"{line}\r\n".encode())  # noqa: E731
            say("220 post office")
            recipient = ""
            while line := self.rfile.readline().decode().strip():
                command = line[:4].upper()
                if command == "RCPT":
                    recipient = line
                if command == "DATA":
                    say("354 go on")
                    rows = []
                    while (row := self.rfile.readline().decode().rstrip("\r\n")) != ".":
                        rows.append(row)
                    office.letters.append((recipient, "\n".join(rows)))
                say("221 bye" if command == "QUIT" else "250 ok")
                if command == "QUIT":
                    return

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Clerk) as server:
        office.port = server.server_address[1]
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield office
        finally:
            server.shutdown()
