"""A small JSON POST to a process on this machine: the running application, or the sandbox's switches."""

from __future__ import annotations

from typing import Any

import requests


class NoAnswer(OSError):
    """Nobody answered, or not in JSON."""


def post_json(address: str, body: dict[str, Any], *, token: str = "", timeout: int = 30) -> tuple[int, dict[str, Any]]:
    """The status and JSON answer of a POST with a bearer token. Raises NoAnswer."""
    try:
        answer = requests.post(address, json=body, headers={"Authorization": f"Bearer {token}"}, timeout=timeout)
        content = answer.json()
    except (requests.RequestException, ValueError) as error:
        raise NoAnswer(f"no answer at {address} ({type(error).__name__})") from error
    return answer.status_code, content
