"""Floor 3: builds the outside worlds from the settings and holds them together. Only here are adapters made."""

from __future__ import annotations

import copy
import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from threading import Event, Lock

from ap_engine import template_file
from ap_engine.capture.originals import Originals
from ap_engine.capture.reader import DocumentReader
from ap_engine.erp.omie import Omie
from ap_engine.erp.port import Erp
from ap_engine.mail.mailbox import Mailbox
from ap_engine.model.parties import Company
from ap_engine.model.policy import Policy
from ap_engine.model.policy_versions import FileRemark
from ap_engine.notify.apprise_push import ApprisePush
from ap_engine.notify.port import Push
from ap_engine.notify.seal import Seal
from ap_engine.policy_file import entering
from ap_engine.policy_file.in_force import InForce as PoliciesInForce
from ap_engine.settings import Settings
from ap_engine.store import Store
from ap_engine.template_file.in_force import InForce, fingerprints

_log = logging.getLogger("ap_engine")
COMPANY_NAME, COMPANY_TAX_ID, COMPANY_CURRENCY = "company.name", "company.tax_id", "company.currency"


def _utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(slots=True)
class Engine:
    """Everything that a step needs. `clock` answers the time in UTC; `wake` stirs the jobs when there is work.

    `push` carries messages to people, `seal` keeps their addresses unreadable.
    `templates` are the suppliers' templates in force; after they changed in the books, `refresh_templates`. `policies` are
    the versions of the policy; `policy` is the one in force today. `policy_remark`: what the policy file says that the
    books do not. `mailbox`: where suppliers send invoices by mail, if there is one.
    """

    settings: Settings
    store: Store
    originals: Originals
    reader: DocumentReader
    erp: Erp
    push: Push
    seal: Seal
    policies: PoliciesInForce
    clock: Callable[[], datetime] = _utc_now
    wake: Event = field(default_factory=Event)
    templates: InForce = field(default_factory=InForce)
    policy_remark: FileRemark | None = None
    mailbox: Mailbox | None = None
    _refreshing: Lock = field(default_factory=Lock)

    @property
    def policy(self) -> Policy:
        """The version of the policy that is in force today."""
        return self.policies.on(self.today())

    @policy.setter
    def policy(self, policy: Policy) -> None:
        """Work by this one from now on, whatever the books have: to try one out."""
        self.policies.fixed = policy

    def pinned(self) -> Engine:
        """The same engine with the policy of this moment: what is decided in one go is decided by one version.

        Another thread may agree to a new one meanwhile, and a day may end.
        """
        same = copy.copy(self)
        same.policies = PoliciesInForce(fixed=self.policy)
        return same

    def refresh_policies(self) -> None:
        """Work by the versions that the books have agreed to, from the next step on."""
        with self._refreshing, self.store.snapshot() as tx:
            self.policies.take(tx.policies.all())

    def now(self) -> datetime:
        """The time, in UTC."""
        return self.clock()

    def today(self) -> date:
        """The date where the company is: a server in UTC must not pay a day early (omie-api.md, pitfall 14)."""
        return self.now().astimezone(self.settings.zone).date()

    @property
    def company(self) -> Company:
        """Our own company: from the settings, else as the demonstration wrote it into the books."""
        settings = self.settings
        if settings.company_tax_id:
            return Company(settings.company_name, settings.company_tax_id, settings.currency)
        with self.store.snapshot() as tx:
            name, tax_id, currency = (tx.settings.get(k) for k in (COMPANY_NAME, COMPANY_TAX_ID, COMPANY_CURRENCY))
        return Company(name or "", tax_id or "", currency or settings.currency)

    def refresh_templates(self) -> None:
        """Read with the templates that the books have in force now, from the next document on."""
        with self._refreshing:
            with self.store.snapshot() as tx:
                outdated = self.templates.outdated(tx.templates.heads())
                changed = [one for one in map(tx.templates.find, outdated) if one is not None]
            if changed:
                self.templates.take(changed)
                self.reader.use_templates(self.templates.templates())

    def close(self) -> None:
        """Stop the readers and close the books."""
        self.reader.close()
        self.store.close()


_current: Engine | None = None


def open_engine(settings: Settings) -> Engine:
    """Open the books and everything around them; raises StoreBusy when another process has them."""
    global _current
    settings.data.mkdir(parents=True, exist_ok=True)
    store = Store.open(settings.store, address=f"http://127.0.0.1:{settings.port}")
    templates = _templates(settings)
    engine = Engine(
        settings=settings,
        store=store,
        originals=Originals(settings.originals),
        reader=DocumentReader(workers=settings.reader_workers, templates=templates.templates()),
        erp=_erp(settings, store),
        push=ApprisePush(settings.push_private),
        seal=Seal(settings.push_key),
        policies=PoliciesInForce(),
        templates=templates,
        mailbox=Mailbox(settings.mailbox) if settings.mailbox else None,
    )
    with store.write("system", engine.now()) as tx:
        engine.policy_remark = entering.enter(tx.policies, settings.policy_file, engine.today(), engine.now())
        # This process alone has the books: what was being sent was being sent by one that died.
        tx.outbox.recall_sending()
        tx.pushes.recall_sending()
        for known in templates.all():
            if known.template is not None and tx.templates.find(known.name) is None:
                tx.templates.note_rules(known.name, fingerprints(known.template))
    engine.refresh_policies()
    assert engine.policy  # a version in force that cannot be read stops the start, not the first invoice
    engine.refresh_templates()
    _current = engine
    return engine


def _templates(settings: Settings) -> InForce:
    """The supplier templates that are files and right. A broken one is logged and left out: its supplier is read without it."""
    templates, mistakes = template_file.load_folder(settings.templates)
    for mistake in mistakes:
        _log.warning("%s", mistake)
    return InForce(templates)


def current() -> Engine:
    """The engine of this process, for screens; it was opened when the process started."""
    if _current is None:
        raise RuntimeError("the engine is not open: start the application through app.py")
    return _current


def _erp(settings: Settings, store: Store) -> Erp:
    address = settings.sandbox_address if settings.uses_sandbox else settings.erp_address

    def record(method: str, reference: str, milliseconds: int, outcome: str, words: str) -> None:
        with store.write("erp", _utc_now()) as tx:
            tx.erp_calls.add(method, reference, milliseconds, outcome, words)

    return Omie(address, settings.erp_key, settings.erp_secret, on_call=record)
