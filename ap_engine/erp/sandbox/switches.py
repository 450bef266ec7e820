"""Faults on demand, for tests and demonstrations: `POST /sandbox/faults` (omie-api.md 7).

A planned fault hits the next N calls, of one method or of any. Kinds that end in `_after` commit first and then fail, which
is how a real ERP makes an outcome unknown. Limits are switches, off by default.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from ap_engine.erp.sandbox.fault import Fault, business
from ap_engine.erp.wire import Json

BLOCK_SECONDS = 1800
ERRORS = 10
BYEBYE = "PROTO_BYEBYE"
KINDS = frozenset(
    ("latency", "rate_limit", "blocked", "busy", "redundant", "byebye", "broken", "gateway", "timeout", "lost", "nothing")
) | {f"{kind}_after" for kind in ("redundant", "byebye", "broken", "gateway", "timeout", "lost")}


@dataclass
class Planned:
    """One planned fault: `times` calls are left; `seconds` is how long latency and time-outs last."""

    kind: str
    method: str | None = None
    times: int = 1
    seconds: float = 1

    @property
    def after(self) -> bool:
        """Whether the call is done before it fails."""
        return self.kind.endswith("_after")


@dataclass
class Limits:
    """Omie's limits, each off until switched on. `redundancy_seconds` 0 is off."""

    redundancy_seconds: float = 0
    method_lock: bool = False
    ten_errors: bool = False


@dataclass
class Switches:
    """The present plan. Thread-safe."""

    plan: list[Planned] = field(default_factory=list)
    limits: Limits = field(default_factory=Limits)
    clock: Callable[[], float] = time.monotonic
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _seen: dict[tuple[str, str], float] = field(default_factory=dict)
    _running: set[str] = field(default_factory=set)
    _errors: dict[str, list[float]] = field(default_factory=dict)
    _blocked: dict[str, float] = field(default_factory=dict)

    def switch(self, order: Json) -> None:
        """Take an order: `{"kind", "method", "times", "seconds"}` or `{"limits": {…}}`. ValueError says what is wrong with it."""
        if isinstance(order.get("limits"), dict):
            self.limits = Limits(**order["limits"])
            return
        kind = str(order.get("kind"))
        if kind not in KINDS:
            raise ValueError(f"Unknown kind {kind!r}; there are {', '.join(sorted(KINDS))}.")
        seconds = float(order.get("seconds", 1))
        with self._lock:
            self.plan.append(Planned(kind, order.get("method"), int(order.get("times", 1)), seconds))

    def clear(self) -> None:
        """No faults, no limits, nothing remembered."""
        with self._lock:
            self.plan.clear()
            self.limits = Limits()
            for memory in (self._seen, self._running, self._errors, self._blocked):
                memory.clear()

    def take(self, method: str) -> Planned | None:
        """The fault that hits this call, if one does."""
        with self._lock:
            for planned in self.plan:
                if planned.method in (None, method):
                    planned.times -= 1
                    if planned.times <= 0:
                        self.plan.remove(planned)
                    return planned
        return None

    def enter(self, method: str, payload: str) -> None:
        """Apply the limits that are on; raises the fault of the first that is broken."""
        now = self.clock()
        with self._lock:
            if self._blocked.get(method, 0) > now:
                raise blocked(int(self._blocked[method] - now))
            window = self.limits.redundancy_seconds
            if window and now - self._seen.get((method, payload), -window) < window:
                raise self._counted(method, redundant())
            if self.limits.method_lock and method in self._running:
                raise self._counted(method, busy())
            self._seen[method, payload] = now
            self._running.add(method)

    def leave(self, method: str, failed: bool) -> None:
        """The call is over."""
        with self._lock:
            self._running.discard(method)
            if failed:
                self._count(method)
            else:
                self._errors[method] = []

    def _counted(self, method: str, fault: Fault) -> Fault:
        self._count(method)
        return fault

    def _count(self, method: str) -> None:
        """Ten errors since the last success, within half an hour: how Omie counts exactly is not documented."""
        now = self.clock()
        recent = [at for at in self._errors.get(method, []) if now - at < BLOCK_SECONDS]
        self._errors[method] = [*recent, now]
        if self.limits.ten_errors and len(self._errors[method]) >= ERRORS:
            self._blocked[method] = now + BLOCK_SECONDS
            self._errors[method] = []

    @property
    def was_blocked(self) -> bool:
        """Whether the ten errors happened since the last clearing."""
        return bool(self._blocked)


def blocked(seconds: int) -> Fault:
    """HTTP 425."""
    return Fault("Client-500", f"ERROR: API bloqueada por consumo indevido. Tente novamente em {seconds} segundos.", 425)


def redundant() -> Fault:
    """The same payload within a minute."""
    return business(6, "Consumo redundante detectado. Aguarde 60 segundos para tentar novamente (REDUNDANT).")


def busy() -> Fault:
    """Another call of the method is running."""
    words = "Já existe uma requisição desse método sendo executada e você pode tentar novamente em alguns instantes. (1)"
    return business(1880, words)


def broken() -> Fault:
    """Omie's application server lost the thread."""
    return Fault("Server", "SOAP-ERROR: Broken response from Application Server (4)")
