"""Keeping clear of Omie's limits (help-8112984; omie-api.md 1.6), per method and app key.

240 calls a minute, 4 at once, one at a time for writes, the same payload not twice in 60 seconds, and never ten errors
in a row, which would block the method for 30 minutes: "not found" and "no records" count there as errors.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from ap_engine.model.errors import ErpUnavailable


@dataclass(frozen=True, slots=True)
class Limits:
    """What one method bears. Zero is no limit. `pauses` are (errors in a row, seconds of silence) in rising order."""

    per_minute: int = 240
    at_once: int = 4
    same_payload_seconds: int = 60
    longest_wait: int = 5
    pauses: tuple[tuple[int, int], ...] = ((5, 60), (7, 300), (9, 1800))


OMIE = Limits()
LOCAL = Limits(per_minute=0, same_payload_seconds=0, pauses=())


def limits_for(base_url: str) -> Limits:
    """Omie's own limits for Omie's own address; only the write locks for any other, which is our sandbox."""
    host = urlsplit(base_url).hostname or ""
    return OMIE if host == "omie.com.br" or host.endswith(".omie.com.br") else LOCAL


@dataclass
class _Method:
    """What is remembered about one method."""

    at_once: int
    sent: deque[float] = field(default_factory=deque)
    payloads: dict[str, float] = field(default_factory=dict)
    errors: int = 0
    silent_until: float = 0
    why: str = ""

    def __post_init__(self) -> None:
        self.places = threading.BoundedSemaphore(self.at_once)


class Gate:
    """Every call of one app key goes through here. Thread-safe. `sleep` and `clock` (monotonic seconds) are given for tests."""

    def __init__(self, limits: Limits, sleep: Callable[[float], None], clock: Callable[[], float]) -> None:
        self.limits = limits
        self._sleep = sleep
        self._clock = clock
        self._lock = threading.Lock()
        self._methods: dict[str, _Method] = {}

    @contextmanager
    def passage(self, method: str, payload: str, write: bool) -> Iterator[None]:
        """Wait for a place, then hold it. ErpUnavailable when the wait would be long; nothing was sent then."""
        with self._lock:
            state = self._methods.setdefault(method, _Method(1 if write else self.limits.at_once))
        with state.places:
            self._sleep_if_short(method, payload)
            yield

    def sent(self, method: str, payload: str) -> None:
        """Remember that this payload went out now."""
        with self._lock:
            state = self._methods[method]
            state.sent.append(self._clock())
            state.payloads[payload] = self._clock()

    def answered(self, method: str) -> None:
        """A success ends the row of errors."""
        with self._lock:
            self._methods[method].errors = 0

    def failed(self, method: str, words: str, silent_for: int | None) -> None:
        """An error: counted, and followed by silence when the row gets long or when Omie asks for it (`silent_for` seconds)."""
        with self._lock:
            state = self._methods[method]
            state.errors += 1
            pause = silent_for or dict(self.limits.pauses).get(state.errors, 0)
            if pause:
                state.silent_until = self._clock() + pause
                state.why = words
            if self.limits.pauses and state.errors >= self.limits.pauses[-1][0]:
                state.errors = 0  # after half an hour of silence Omie counts anew

    def _sleep_if_short(self, method: str, payload: str) -> None:
        with self._lock:
            wait, why = self._wait(self._methods[method], payload)
        if wait > self.limits.longest_wait:
            raise ErpUnavailable(why, retry_after=int(wait) + 1)
        if wait > 0:
            self._sleep(wait)

    def _wait(self, state: _Method, payload: str) -> tuple[float, str]:
        """Seconds until this payload may go out, and why."""
        now = self._clock()
        if state.silent_until > now:
            return state.silent_until - now, f"Waiting after errors, the last one was: {state.why}"
        window = self.limits.same_payload_seconds
        state.payloads = {key: at for key, at in state.payloads.items() if now - at < window}
        if payload in state.payloads:
            return state.payloads[payload] + window - now, "The same was asked less than a minute ago; Omie would refuse it."
        while state.sent and now - state.sent[0] >= 60:
            state.sent.popleft()
        if self.limits.per_minute and len(state.sent) >= self.limits.per_minute:
            return state.sent[0] + 60 - now, "As many calls as Omie allows in a minute were made."
        return 0, ""
