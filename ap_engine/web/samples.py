"""Pictures of a template's samples, for those who make templates or look at them."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from ap_engine.engine import current
from ap_engine.model.errors import Refusal
from ap_engine.web.originals import PAGE_WIDTH
from ap_engine.web.session import person_in
from ap_engine.workflow.template_samples import sample_picture


def page_image(request: Request) -> Response:
    """One page as WebP; anything else is 404. A sample never changes, so browsers may keep it."""
    who = person_in(request.headers.get("cookie", ""))
    if who is None:
        return PlainTextResponse("Sign in first.", status_code=401)
    try:
        content = sample_picture(current(), who, request.path_params["sha256"], int(request.path_params["page"]), PAGE_WIDTH)
    except Refusal as refusal:
        return PlainTextResponse(str(refusal), status_code=404)
    return Response(content, media_type="image/webp", headers={"Cache-Control": "private, max-age=86400, immutable"})
