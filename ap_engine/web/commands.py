"""Lets the command line have things done by the process that holds the books: POST /control/{action}."""

from __future__ import annotations

import hmac
import ipaddress
import json
from functools import partial
from typing import Any

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from ap_engine import control
from ap_engine.engine import current
from ap_engine.model.errors import ErpError, Refusal


def _is_loopback(host: str) -> bool:
    """Whether an address is this machine's own; a dual-stack socket shows 127.0.0.1 as ::ffff:127.0.0.1."""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return False
    mapped = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
    return (mapped or address).is_loopback


def _allowed(request: Request) -> bool:
    """Only from this machine, and with the token that stands in the lock file, which only the owner can read."""
    local = request.client is not None and _is_loopback(request.client.host)
    expected = f"Bearer {current().store.token}"
    return local and hmac.compare_digest(request.headers.get("authorization", "").encode(), expected.encode())


async def act(request: Request) -> Response:
    """One action with its JSON arguments. 404 for a caller without the token, or an action that there is not."""
    action = control.ACTIONS.get(request.path_params["action"])
    if request.method != "POST" or action is None or not _allowed(request):
        return JSONResponse({"error": "not found"}, status_code=404)
    try:
        arguments: Any = json.loads(await request.body() or b"{}")
    except ValueError:
        arguments = None
    if not isinstance(arguments, dict):
        return JSONResponse({"error": "the arguments are no JSON object"}, status_code=400)
    try:
        answer = await to_thread.run_sync(partial(action, current(), arguments))
    except (Refusal, ErpError, OSError) as refused:
        return JSONResponse({"error": str(refused)}, status_code=409)
    except KeyError as missing:
        return JSONResponse({"error": f"the argument {missing} is missing"}, status_code=400)
    return JSONResponse(answer)
