"""Where things are and which outside services are used. Read from the environment once, at start."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from zoneinfo import ZoneInfo

ROOT = Path(__file__).parents[1]
SANDBOX_KEY = "1234567890"
SANDBOX_SECRET = "5a6d0b0c9e0f4a7c8d1e2f3a4b5c6d7e"  # the sandbox's own, of no worth anywhere else  # noqa: S105
OMIE_ADDRESS = "https://app.omie.com.br/api/v1/"


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that differs between installations.

    `demonstration` is on until a real Omie is configured: then the sandbox is the ERP and the company is made up.
    `erp_address`, `erp_key` and `erp_secret` are Omie's; the secret never shows in a representation, nor does `mailbox`, the
    address of the mailbox for invoices with its password (`imaps://user:password@host/folder`).
    """

    data: Path
    port: int = 8501
    demonstration: bool = True
    erp_address: str = ""
    erp_key: str = SANDBOX_KEY
    erp_secret: str = field(default=SANDBOX_SECRET, repr=False)
    webhook_token: str = field(default="demonstration", repr=False)
    sandbox_port: int = 8502
    zone: ZoneInfo = ZoneInfo("America/Sao_Paulo")
    reader_workers: int = 2
    company_name: str = ""
    company_tax_id: str = ""
    currency: str = "BRL"
    policy_file: Path = ROOT / "data" / "policy.yaml"
    public_address: str = ""
    mail_url: str = field(default="", repr=False)
    language: str = "pt"
    push_private: bool = False
    templates: Path = ROOT / "supplier_templates"
    mailbox: str = field(default="", repr=False)

    @property
    def store(self) -> Path:
        """The embedded database."""
        return self.data / "payables.duckdb"

    @property
    def originals(self) -> Path:
        """The folder of received files."""
        return self.data / "originals"

    @property
    def sandbox_books(self) -> Path:
        """The sandbox ERP's own books."""
        return self.data / "sandbox" / "books.sqlite"

    @property
    def sandbox_address(self) -> str:
        """Where the sandbox answers."""
        return f"http://127.0.0.1:{self.sandbox_port}/api/v1/"

    @property
    def push_key(self) -> Path:
        """The key to people's channels, beside the books and never in them."""
        return self.data / "push.key"

    @property
    def push_sink_file(self) -> Path:
        """What the demonstration's sink of messages got."""
        return self.data / "sandbox" / "push.jsonl"

    @property
    def link_address(self) -> str:
        """What links to the application begin with."""
        return (self.public_address or f"http://localhost:{self.port}").rstrip("/")

    @property
    def uses_sandbox(self) -> bool:
        """Whether the ERP is our own sandbox."""
        return not self.erp_address


def from_environment(environment: Mapping[str, str] = os.environ) -> Settings:
    """Settings from AP_… variables; see the README for each. Two secrets and an address switch to the real Omie."""
    get = environment.get
    key, secret = get("AP_OMIE_APP_KEY", ""), get("AP_OMIE_APP_SECRET", "")
    real = bool(key and secret)
    demonstration = get("AP_DEMONSTRATION", "no" if real else "yes") == "yes"
    folder = "demo-live" if demonstration else "live"
    return Settings(
        data=Path(get("AP_DATA", str(ROOT / "data" / folder))),
        port=int(get("AP_PORT", "8501")),
        demonstration=demonstration,
        erp_address=get("AP_OMIE_ADDRESS", OMIE_ADDRESS) if real else "",
        erp_key=key if real else SANDBOX_KEY,
        erp_secret=secret if real else SANDBOX_SECRET,
        webhook_token=get("AP_WEBHOOK_TOKEN", "demonstration" if demonstration else ""),
        sandbox_port=int(get("AP_SANDBOX_PORT", "8502")),
        zone=ZoneInfo(get("AP_ZONE", "America/Sao_Paulo")),
        reader_workers=int(get("AP_READER_WORKERS", str(min(4, os.cpu_count() or 1)))),
        company_name=get("AP_COMPANY_NAME", ""),
        company_tax_id=get("AP_COMPANY_TAX_ID", ""),
        currency=get("AP_CURRENCY", "BRL"),
        policy_file=Path(get("AP_POLICY", str(ROOT / "data" / "policy.yaml"))),
        public_address=get("AP_PUBLIC_ADDRESS", ""),
        mail_url=get("AP_MAIL_URL", ""),
        language=get("AP_LANGUAGE", "pt"),
        push_private=get("AP_PUSH_PRIVATE", "yes" if demonstration else "no") == "yes",
        templates=Path(get("AP_TEMPLATES", str(ROOT / "supplier_templates"))),
        mailbox=get("AP_MAILBOX", ""),
    )
