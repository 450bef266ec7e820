"""`POST /control/{action}`: the command line's way into a running application. Only with the token of the lock file."""

from __future__ import annotations

import hmac

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from ap_engine import engine as engines
from ap_engine.control import ACTIONS
from ap_engine.model.errors import ErpError, Refusal


async def control(request: Request) -> Response:
    """Carry out one action of `ap_engine/control.py`; 401 without the token, 404 for no such action, 409 for a refusal."""
    engine = engines.current()
    given = request.headers.get("authorization", "").removeprefix("Bearer ")
    if not hmac.compare_digest(given.encode(), engine.store.token.encode()):
        return JSONResponse({"error": "not allowed"}, status_code=401)
    action = ACTIONS.get(request.path_params["action"])
    if request.method != "POST" or action is None:
        return JSONResponse({"error": "no such action"}, status_code=404)
    arguments = await request.json()
    try:
        return JSONResponse(await run_in_threadpool(action, engine, arguments))
    except (Refusal, ErpError, OSError) as error:
        return JSONResponse({"error": str(error)}, status_code=409)
