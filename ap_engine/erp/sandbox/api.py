"""The API's HTTP side: POST only, keys in the body, faults as Omie gives them, and the switchable faults."""

from __future__ import annotations

import asyncio
import hmac

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from ap_engine.erp.sandbox.fault import Fault, no_records
from ap_engine.erp.sandbox.services import Office, as_omie_writes, one_param
from ap_engine.erp.sandbox.settings import SandboxSettings
from ap_engine.erp.sandbox.switches import BLOCK_SECONDS, BYEBYE, Planned, Switches, blocked, broken, busy, redundant
from ap_engine.erp.wire import Json, decode, encode

LARGEST_BODY = 80 * 1024 * 1024
GATEWAY_PAGE = "<html><head><title>{0}</title></head><body><h1>{0}</h1></body></html>"


class LostConnection(Response):
    """The head of an answer, and then nothing: the connection ends."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002 (ASGI's signature)
        """Begin to answer, and stop."""
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"2048")]})
        await send({"type": "http.response.body", "body": b"{", "more_body": True})


async def answer_call(request: Request) -> Response:
    """One call to `/api/v1/<module>/<service>/`."""
    office: Office = request.app.state.office
    switches: Switches = request.app.state.switches
    service = f"{request.path_params['module']}/{request.path_params['service']}"
    body = await request.body()
    try:
        sent = _opened(body, office.settings)
    except Fault as fault:
        return json_answer(fault.answer, fault.status)
    method = str(sent.get("call"))
    planned = switches.take(method)
    if planned and not planned.after:
        failed = await _failure(planned)
        if failed:
            return failed
    answer, status = await run_in_threadpool(_work, office, switches, service, method, sent)
    if planned and planned.after:
        return await _failure(planned) or json_answer(answer, status)
    return json_answer(answer, status)


def _opened(body: bytes, settings: SandboxSettings) -> Json:
    if len(body) > LARGEST_BODY:
        raise Fault("Client-8", "ERROR: Request too large (sandbox)", 413)
    try:
        sent = decode(body.decode())
    except ValueError:
        raise Fault("Client-8", "ERROR: JSON request with SyntaxError") from None
    if not isinstance(sent, dict):
        raise Fault("Client-8", "ERROR: Invalid JSON Object")
    pairs = ((sent.get("app_key"), settings.app_key), (sent.get("app_secret"), settings.app_secret))
    if not all(hmac.compare_digest(str(given).encode(), right.encode()) for given, right in pairs):
        raise Fault("Server", "A chave de acesso está inválida ou o aplicativo está suspenso.", 403)
    return sent


def _work(office: Office, switches: Switches, service: str, method: str, sent: Json) -> tuple[Json, int]:
    try:
        param = one_param(sent)
        switches.enter(method, encode(param))
    except Fault as fault:
        return fault.answer, fault.status
    failed = True
    try:
        answer = office.work(service, method, param)
        failed = False
    except Fault as fault:
        return fault.answer, fault.status
    finally:
        switches.leave(method, failed)
    return answer, 200


async def _failure(planned: Planned) -> Response | None:
    """The planned answer in place of the real one; None when the call only takes longer."""
    kind = planned.kind.removesuffix("_after")
    if kind in ("latency", "timeout"):
        await asyncio.sleep(planned.seconds)
    if kind == "latency":
        return None
    if kind == "rate_limit":
        return json_answer({"error_code": 429, "error_message": "Too Many Requests", "error_hash": "sandbox"}, 429)
    if kind == "byebye":
        return Response(BYEBYE, 500, media_type="text/plain")
    if kind == "gateway":
        return Response(GATEWAY_PAGE.format("502 Bad Gateway"), 502, media_type="text/html")
    if kind == "timeout":
        return Response(GATEWAY_PAGE.format("504 Gateway Time-out"), 504, media_type="text/html")
    if kind == "lost":
        return LostConnection()
    if kind == "nothing":  # a list that lags behind the writes
        return json_answer(no_records(1).answer, 500)
    faults = {
        "blocked": blocked(int(planned.seconds) or BLOCK_SECONDS),
        "busy": busy(),
        "redundant": redundant(),
        "broken": broken(),
    }
    return json_answer(faults[kind].answer, faults[kind].status)


def json_answer(answer: Json, status: int) -> Response:
    """JSON as PHP writes it: escapes for accents and for slashes."""
    return Response(encode(as_omie_writes(answer)).replace("/", r"\/"), status, media_type="application/json")
