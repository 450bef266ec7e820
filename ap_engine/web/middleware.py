"""What stands in front of every request, as plain ASGI: security headers, body limits, and the sign-in gate.

Nothing here reads a body ahead of its handler: a middleware that did would break uploads.
"""

from __future__ import annotations

from urllib.parse import quote

from anyio import to_thread
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import HTTPConnection, Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ap_engine.web import portal_pages
from ap_engine.web.portal_pages import TOGETHER_MB
from ap_engine.web.session import behind_tls, person_in

# Streamlit's page needs inline styles, its own inline bootstrap and WebAssembly for tables; nothing comes from elsewhere.
CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self' 'unsafe-inline' 'wasm-unsafe-eval' blob:",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self' ws: wss:",
        "worker-src 'self' blob:",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'self'",
    )
)
HEADERS = (
    ("Content-Security-Policy", CONTENT_SECURITY_POLICY),
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "SAMEORIGIN"),
    ("Referrer-Policy", "same-origin"),
    ("Permissions-Policy", "camera=(self), geolocation=(), microphone=(), payment=()"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
)

# What a browser may have without signing in: the program's own files, the sign-in page, health, what the ERP calls, and
# links to one card, which see for themselves whether their person has to be signed in.
FREE = ("/sign-in", "/sign-out", "/healthz", "/favicon.ico", "/favicon.png", "/_stcore/health", "/_stcore/host-config")
FREE_UNDER = ("/static/", "/app/static/", "/webhooks/", "/session/", "/control/", "/a/", "/portal/")
# Streamlit's own sign-in with an identity provider, free only when one is configured.
FREE_WITH_PROVIDER = ("/oauth2callback", "/auth/login", "/auth/logout", "/_stcore/stream")

MEGABYTE = 1024 * 1024
# A little above the upload limit of 25 MB: the multipart wrapping counts too.
UPLOAD_LIMIT = 26 * MEGABYTE
# A supplier sends several files at once; each of them is held to the upload limit as it is kept.
PORTAL_LIMIT = TOGETHER_MB * 1_000_000 + MEGABYTE
FORM_LIMIT = 64 * 1024
WEBHOOK_LIMIT = 256 * 1024


def limit_of(path: str) -> int:
    """How many bytes a request to `path` may bring."""
    if path.startswith("/webhooks/"):
        return WEBHOOK_LIMIT
    mending = path.startswith("/portal/") and path.endswith("/order")
    if path in ("/sign-in", "/sign-out") or path.startswith("/a/") or mending:
        return FORM_LIMIT
    if path.startswith("/portal/"):
        return PORTAL_LIMIT
    return UPLOAD_LIMIT


class SecurityHeaders:
    """Adds the security headers to every answer that does not bring its own."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, adding headers to its answer."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS:
                    headers.setdefault(name, value)
                if behind_tls(HTTPConnection(scope)):
                    headers.setdefault("Strict-Transport-Security", "max-age=31536000")
            await send(message)

        await self.app(scope, receive, with_headers)


class _TooLarge(Exception):
    """More bytes came than the path takes."""


def _too_large(scope: Scope) -> Response:
    if scope["path"].startswith("/portal/"):
        return portal_pages.too_large(Request(scope))
    return PlainTextResponse("This is larger than what can be taken in here.", status_code=413)


class BodyLimit:
    """Answers 413 to a body above the limit of its path, by its declared length or by counting what arrives."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on while its body stays within the limit."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        limit = limit_of(scope["path"])
        declared = Headers(scope=scope).get("content-length", "0")
        if not declared.isdecimal() or int(declared) > limit:
            await _too_large(scope)(scope, receive, send)
            return
        seen = 0
        started = False

        async def counted() -> Message:
            nonlocal seen
            message = await receive()
            seen += len(message.get("body", b""))
            if seen > limit:
                raise _TooLarge
            return message

        async def watched(message: Message) -> None:
            nonlocal started
            started = started or message["type"] == "http.response.start"
            await send(message)

        try:
            await self.app(scope, counted, watched)
        except _TooLarge:
            if started:
                raise
            await _too_large(scope)(scope, receive, send)


class SignInGate:
    """No page, file, upload or live connection without a valid session. A page is answered with the way to sign in."""

    def __init__(self, app: ASGIApp, identity_provider: bool = False) -> None:
        self.app = app
        self.free = FREE + FREE_WITH_PROVIDER if identity_provider else FREE
        self.identity_provider = identity_provider

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on when its person is signed in."""
        if scope["type"] not in ("http", "websocket") or self._is_free(scope["path"]):
            await self.app(scope, receive, send)
            return
        person = await to_thread.run_sync(person_in, Headers(scope=scope).get("cookie", ""))
        if person is not None:
            await self.app(scope, receive, send)
        elif scope["type"] == "websocket":
            await receive()
            await send({"type": "websocket.close", "code": 1008, "reason": "not signed in"})
        elif self._wants_a_page(scope):
            await self._answer_page(scope, receive, send)
        else:
            await PlainTextResponse("Sign in first.", status_code=401)(scope, receive, send)

    def _is_free(self, path: str) -> bool:
        return path in self.free or path.startswith(FREE_UNDER)

    @staticmethod
    def _wants_a_page(scope: Scope) -> bool:
        headers = Headers(scope=scope)
        inner = scope["path"].startswith(("/_stcore/", "/media/", "/component/", "/originals/"))
        return scope["method"] in ("GET", "HEAD") and not (inner and "text/html" not in headers.get("accept", ""))

    async def _answer_page(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self.identity_provider and not scope["path"].startswith(("/_stcore/", "/media/", "/component/", "/originals/")):
            # The page itself is only the program; it is pages/main.py that asks the identity provider before it shows anything.
            await self.app(scope, receive, send)
            return
        query = scope["query_string"].decode("latin-1")
        wanted = scope["path"] + (f"?{query}" if query else "")
        response = RedirectResponse(f"/sign-in?next={quote(wanted, safe='')}", status_code=303)
        response.headers["Cache-Control"] = "no-store"
        await response(scope, receive, send)


class NoMetrics:
    """Streamlit's own metrics name every session; they are nobody's business outside."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on but the metrics."""
        if scope["type"] == "http" and scope["path"].rstrip("/") == "/_stcore/metrics":
            await PlainTextResponse("Not here.", status_code=404)(scope, receive, send)
            return
        await self.app(scope, receive, send)
