"""How often somebody may ask: a sliding window for each key (a token's hash, an address), in memory."""

from __future__ import annotations

import math
import threading
import time
from collections import deque
from collections.abc import Callable


class Rate:
    """`most` requests in `seconds` for each key."""

    def __init__(self, most: int, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._most, self._seconds, self._clock = most, seconds, clock
        self._lock = threading.Lock()
        self._asked: dict[str, deque[float]] = {}

    def wait(self, key: str) -> int:
        """Count one request. 0 when it may go on, else the whole seconds until the next one may; a refused one does not count."""
        with self._lock:
            now = self._clock()
            self._forget(now)
            asked = self._asked.setdefault(key, deque())
            while asked and now - asked[0] >= self._seconds:
                asked.popleft()
            if len(asked) >= self._most:
                return max(1, math.ceil(self._seconds - (now - asked[0])))
            asked.append(now)
            return 0

    def full(self, key: str) -> int:
        """As `wait`, without counting: for what is only counted when it goes wrong."""
        with self._lock:
            now = self._clock()
            recent = [at for at in self._asked.get(key, ()) if now - at < self._seconds]
            return max(1, math.ceil(self._seconds - (now - recent[0]))) if len(recent) >= self._most else 0

    def clear(self) -> None:
        """Forget everybody."""
        with self._lock:
            self._asked.clear()

    def _forget(self, now: float) -> None:
        if len(self._asked) > 1000:
            for key in [key for key, asked in self._asked.items() if not asked or now - asked[-1] >= self._seconds]:
                del self._asked[key]
