"""An Omie that runs here, behind the same HTTP API. A simulation: no money moves (omie-api.md 7).

What is Omie's own wording is used where it is known; every text of the sandbox's own ends in "(sandbox)".
"""

from ap_engine.erp.sandbox.app import create_app, serve
from ap_engine.erp.sandbox.settings import SandboxSettings

__all__ = ["SandboxSettings", "create_app", "serve"]
