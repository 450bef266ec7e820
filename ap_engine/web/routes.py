"""The routes and the middleware that app.py mounts around the screens."""

from __future__ import annotations

from starlette.middleware import Middleware
from starlette.routing import BaseRoute, Route

from ap_engine.web import approval_link, commands, health, originals, portal, samples, sign_in, tickets, webhooks
from ap_engine.web.middleware import BodyLimit, NoMetrics, SecurityHeaders, SignInGate

# Every method is registered: a method that is not would fall through to Streamlit, which answers 200 and its page.
_ALL = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]


def routes() -> list[BaseRoute]:
    """Our own routes beside the screens."""
    return [
        Route("/sign-in", sign_in.sign_in, methods=_ALL),
        Route("/sign-out", sign_in.sign_out, methods=_ALL),
        Route("/healthz", health.healthz, methods=_ALL),
        Route("/originals/{invoice}", originals.original, methods=["GET", "HEAD"]),
        Route("/originals/{invoice}/page/{page:int}.webp", originals.page_image, methods=["GET", "HEAD"]),
        Route("/samples/{sha256}/page/{page:int}.webp", samples.page_image, methods=["GET", "HEAD"]),
        Route("/a/{token}", approval_link.card, methods=_ALL),
        Route("/a/{token}/original", approval_link.original, methods=["GET", "HEAD"]),
        Route("/a/{token}/page/{page:int}.webp", approval_link.page_image, methods=["GET", "HEAD"]),
        Route("/session/{ticket}", tickets.session, methods=["GET"]),
        Route("/portal/{token}", portal.portal, methods=_ALL),
        Route("/portal/{token}/order", portal.order, methods=_ALL),
        Route("/control/{action}", commands.act, methods=_ALL),
        Route("/webhooks/omie/{token}", webhooks.omie, methods=_ALL),
    ]


def middleware(identity_provider: bool = False) -> list[Middleware]:
    """What stands in front of every request, outermost first."""
    return [
        Middleware(SecurityHeaders),
        Middleware(NoMetrics),
        Middleware(BodyLimit),
        Middleware(SignInGate, identity_provider=identity_provider),
    ]
