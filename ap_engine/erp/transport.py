"""One HTTP call to Omie's API and what its answer means (omie-api.md 1).

By `requests`: it is the client named for this work, and the engine's workers are synchronous threads, so an async client
would buy nothing. The keys travel in the body, so bodies are never logged, and every word that leaves this module is
cleaned of them.
"""

from __future__ import annotations

import hashlib
import threading
import time
from collections.abc import Callable

import requests

from ap_engine.erp.faults import AlreadyThere, Blocked, NothingThere, read_answer, unanswered
from ap_engine.erp.limits import Gate, Limits, limits_for
from ap_engine.erp.wire import Json, encode
from ap_engine.model.errors import ErpError, ErpOutcomeUnknown, ErpRefused, ErpUnavailable

# method, reference, milliseconds, outcome (ok, refused, unavailable or unknown), the ERP's words
OnCall = Callable[[str, str, int, str, str], None]

READS = ("Listar", "Consultar", "Pesquisar", "Obter")
TIMEOUT = (5, 40)  # seconds to connect, seconds between bytes of the answer


class Transport:
    """Calls Omie. Thread-safe. `session` is for tests; without it every thread has its own.

    `limits` are chosen by the address: Omie's for Omie, none but the write locks for a sandbox of ours.
    """

    def __init__(
        self,
        base_url: str,
        app_key: str,
        app_secret: str,
        *,
        session: requests.Session | None = None,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
        on_call: OnCall | None = None,
        limits: Limits | None = None,
        timeout: tuple[float, float] = TIMEOUT,
    ) -> None:
        self.base_url = base_url.rstrip("/") + "/"
        self._key = app_key
        self._secret = app_secret
        self._session = session
        self._threads = threading.local()
        self._clock = clock
        self._on_call = on_call
        self._timeout = timeout
        self._gate = Gate(limits or limits_for(base_url), sleep, clock)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.base_url!r})"

    def call(self, endpoint: str, method: str, param: Json, reference: str = "") -> Json:
        """Do one call and give the answer's object.

        Raises ErpUnavailable (nothing was done), ErpOutcomeUnknown (a write that may have been done) or ErpRefused, whose
        two finer kinds are `faults.NothingThere` and `faults.AlreadyThere`. `reference` is what the call is recorded under.
        """
        write = not method.startswith(READS)
        payload = encode(param)
        digest = hashlib.sha256(payload.encode()).hexdigest()
        began = self._clock()
        try:
            with self._gate.passage(method, digest, write):
                answer = self._exchange(endpoint, method, payload, digest, write)
        except ErpError as error:
            self._record(method, reference, began, _outcome(error), str(error))
            raise
        self._record(method, reference, began, "ok", str(answer.get("descricao_status") or answer.get("cDesStatus") or ""))
        return answer

    def _exchange(self, endpoint: str, method: str, payload: str, digest: str, write: bool) -> Json:
        try:
            status, body = self._send(endpoint, method, payload, digest, write)
            answer = read_answer(status, body, write)
        except ErpError as error:
            cleaned = self._clean(error)
            self._gate.failed(method, str(cleaned), error.retry_after if isinstance(error, Blocked) else None)
            raise cleaned from None  # the cause could carry the request, and with it the secret
        self._gate.answered(method)
        return answer

    def _send(self, endpoint: str, method: str, payload: str, digest: str, write: bool) -> tuple[int, str]:
        envelope = {"call": method, "app_key": self._key, "app_secret": self._secret}
        body = f'{encode(envelope)[:-1]},"param":[{payload}]}}'
        try:
            answer = self._http().post(
                f"{self.base_url}{endpoint.strip('/')}/",
                data=body.encode(),
                headers={"Content-Type": "application/json"},
                timeout=self._timeout,
                allow_redirects=False,  # the keys are in the body: it goes nowhere else
            )
        except requests.ConnectTimeout:
            raise ErpUnavailable("Omie could not be reached in time.") from None
        except requests.Timeout:
            self._gate.sent(method, digest)
            raise unanswered("Omie did not answer in time.", write) from None
        except requests.RequestException as error:
            if _never_connected(error):
                raise ErpUnavailable("Omie could not be reached.") from None
            self._gate.sent(method, digest)
            raise unanswered("The connection to Omie broke before the answer.", write) from None
        self._gate.sent(method, digest)
        return answer.status_code, answer.content.decode("utf-8", "replace")

    def _http(self) -> requests.Session:
        if self._session is not None:
            return self._session
        if not hasattr(self._threads, "session"):
            self._threads.session = requests.Session()
        session: requests.Session = self._threads.session
        return session

    def _clean(self, error: ErpError) -> ErpError:
        words = str(error).replace(self._secret, "…").replace(self._key, "…") if self._secret and self._key else str(error)
        if isinstance(error, ErpUnavailable):
            return type(error)(words, error.retry_after)
        return type(error)(words)

    def _record(self, method: str, reference: str, began: float, outcome: str, words: str) -> None:
        if self._on_call is not None:
            self._on_call(method, reference, int((self._clock() - began) * 1000), outcome, words)


def _never_connected(error: requests.RequestException) -> bool:
    """Whether the connection was refused or the name unknown: nothing of the request left this machine."""
    reason = getattr(error.args[0], "reason", None) if error.args else None
    return type(reason).__name__ in ("NewConnectionError", "NameResolutionError", "ConnectTimeoutError")


def _outcome(error: ErpError) -> str:
    if isinstance(error, NothingThere):
        return "nothing"
    if isinstance(error, AlreadyThere):
        return "already there"
    if isinstance(error, ErpRefused):
        return "refused"
    return "unknown" if isinstance(error, ErpOutcomeUnknown) else "unavailable"
