"""A small JSON POST, for the command line's calls to the running application on this machine."""

from __future__ import annotations

from typing import Any

import requests

from ap_engine.model.errors import StoreBusy


def post_json(address: str, body: dict[str, Any], *, token: str, timeout: int) -> tuple[int, dict[str, Any]]:
    """The status and JSON answer of a POST with a bearer token. Raises StoreBusy when nobody answers sensibly."""
    try:
        answer = requests.post(address, json=body, headers={"Authorization": f"Bearer {token}"}, timeout=timeout)
        content = answer.json()
    except (requests.RequestException, ValueError) as error:
        raise StoreBusy(f"It holds them but does not answer at {address} ({type(error).__name__}).") from error
    return answer.status_code, content
