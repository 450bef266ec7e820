"""What the ERP calls. The call is stored as it came and answered at once; nothing in it is believed before it is re-read."""

from __future__ import annotations

import hashlib
import hmac
import json

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from ap_engine import workflow
from ap_engine.engine import current
from ap_engine.model.commands import ReceiveErpEvent
from ap_engine.model.errors import Refusal
from ap_engine.model.parties import SYSTEM


def _event(body: bytes) -> tuple[str, str] | None:
    """(event id, topic) of a call's body, None when it is not the envelope that Omie documents.

    Omie's `messageId` names an event; where it is absent the body's own hash does, so a repeated call is still one event.
    """
    try:
        envelope = json.loads(body)
    except ValueError:
        return None
    if not isinstance(envelope, dict) or not isinstance(envelope.get("topic"), str):
        return None
    return str(envelope.get("messageId") or hashlib.sha256(body).hexdigest()), envelope["topic"]


async def omie(request: Request) -> Response:
    """POST /webhooks/omie/{token}. 404 for a wrong token (nothing is confirmed to a guesser), 400 for what is no event."""
    if request.method != "POST":
        return JSONResponse({"error": "only POST"}, status_code=405, headers={"Allow": "POST"})
    expected = current().settings.webhook_token
    if not expected or not hmac.compare_digest(expected.encode(), request.path_params["token"].encode()):
        return JSONResponse({"error": "not found"}, status_code=404)
    body = await request.body()
    if body.strip().replace(b" ", b"") == b'{"ping":"omie"}':
        # Omie asks this once, when the address is registered.
        return JSONResponse({"message": "pong"})
    event = _event(body)
    if event is None:
        return JSONResponse({"error": "not an event"}, status_code=400)
    command = ReceiveErpEvent(SYSTEM, event[0], event[1], body.decode("utf-8", "replace"))
    try:
        new = await to_thread.run_sync(workflow.receive_erp_event, current(), command)
    except Refusal as refusal:
        return JSONResponse({"error": str(refusal)}, status_code=409)
    return JSONResponse({"ok": True, "new": new})
