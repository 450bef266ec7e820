"""Webhooks as Omie sends them: one queue, strictly in order, each event again and again until a 2XX, then a dead letter.

The queue is in the books: a restart goes on where it stopped. An event that is not taken holds back those behind it.
"""

from __future__ import annotations

import logging
import sqlite3
import threading
import time

import requests

from ap_engine.erp.sandbox.books import Books
from ap_engine.erp.sandbox.settings import SandboxSettings
from ap_engine.erp.wire import Json, encode

log = logging.getLogger(__name__)
IDLE_SECONDS = 30
BROKEN_SECONDS = 1


class Deliverer:
    """A thread that empties the queue. `enqueue` belongs into the transaction of the change it tells of."""

    def __init__(self, books: Books, settings: SandboxSettings) -> None:
        self._books = books
        self._settings = settings
        self._wake = threading.Event()
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="sandbox-webhooks", daemon=True)
        if settings.webhook_url is not None:
            self.point_to(settings.webhook_url)

    def start(self) -> None:
        """Begin to deliver."""
        self._thread.start()

    def stop(self) -> None:
        """Finish the delivery that is under way, and end."""
        self._stop.set()
        self._wake.set()
        if self._thread.is_alive():
            self._thread.join(self._settings.webhook_timeout + 1)

    @property
    def url(self) -> str | None:
        """Where events go."""
        return self._books.setting("webhook_url")

    def point_to(self, url: str | None) -> None:
        """Change where events go, from the next delivery on; None lets new events be forgotten."""
        with self._books.transaction():
            self._books.set_setting("webhook_url", url)
        self._wake.set()

    def ping(self) -> bool:
        """What Omie does when an endpoint is registered; whether it answered with a 2XX."""
        return self._post(encode({"ping": "omie"}))[0]

    def enqueue(self, message: Json) -> None:
        """Put an event on the queue, unless nobody listens."""
        if self.url:
            self._books.sql("INSERT INTO deliveries (body, state) VALUES (?, 'waiting')", encode(message))

    def wake(self) -> None:
        """Something was committed: look at the queue now."""
        self._wake.set()

    def counts(self) -> dict[str, int]:
        """How many deliveries are waiting, done and dead."""
        rows = self._books.sql("SELECT state, count(*) FROM deliveries GROUP BY state")
        return {"waiting": 0, "done": 0, "dead": 0} | {str(state): int(str(count)) for state, count in rows}

    def _run(self) -> None:
        while not self._stop.is_set():
            self._wake.clear()
            try:
                wait = self._deliver_next()
            except sqlite3.Error:
                log.exception("the books could not be read or written; the queue waits")
                wait = BROKEN_SECONDS
            if wait > 0:
                self._wake.wait(min(wait, IDLE_SECONDS))

    def _deliver_next(self) -> float:
        """Deliver the oldest waiting event when it is due; how many seconds to wait before looking again."""
        rows = self._books.sql(
            "SELECT number, body, attempts, next_at FROM deliveries WHERE state = 'waiting' ORDER BY number LIMIT 1"
        )
        if not rows or not self.url:
            return IDLE_SECONDS
        number, body, attempts, next_at = rows[0]
        early = float(str(next_at)) - time.time()
        if early > 0:
            return early
        done, words = self._post(str(body))
        self._note(int(str(number)), int(str(attempts)) + 1, done, words)
        return 0

    def _post(self, body: str) -> tuple[bool, str]:
        try:
            answer = requests.post(
                self.url or "",
                data=body.encode(),
                headers={"Content-Type": "application/json"},
                timeout=self._settings.webhook_timeout,
                allow_redirects=False,
            )
        except requests.RequestException as error:
            return False, type(error).__name__  # its text would show the address, and with it the token
        return 200 <= answer.status_code < 300, f"HTTP {answer.status_code}"

    def _note(self, number: int, attempts: int, done: bool, words: str) -> None:
        settings = self._settings
        dead = not done and attempts >= settings.webhook_attempts
        state = "done" if done else "dead" if dead else "waiting"
        pause = min(settings.webhook_backoff * 2 ** (attempts - 1), settings.webhook_longest_backoff)
        with self._books.transaction():
            self._books.sql(
                "UPDATE deliveries SET state = ?, attempts = ?, next_at = ?, words = ? WHERE number = ?",
                state,
                attempts,
                time.time() + pause,
                words,
                number,
            )
        if not done:
            log.warning("webhook %s not taken (%s), attempt %s%s", number, words, attempts, ", given up" if dead else "")
