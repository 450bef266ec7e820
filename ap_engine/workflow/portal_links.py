"""A supplier's link to the portal: made for it, shown once, opened by its token, revoked. Only the token's hash is kept."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import replace
from datetime import timedelta

from ap_engine.engine import Engine
from ap_engine.model.commands_portal import InviteToPortal, RevokePortalLink
from ap_engine.model.errors import IncompleteInvoice, NotAllowed
from ap_engine.model.parties import Role, Supplier
from ap_engine.model.portal import PortalLink
from ap_engine.store import AlreadyDone, Transaction

MAY_INVITE = (Role.CLERK, Role.FINANCE, Role.ADMINISTRATOR)
LONGEST_DAYS = 366
# What a token is made of: anything longer is nobody's, and is not even hashed.
LONGEST_TOKEN = 100


def new_token() -> str:
    """A token that cannot be guessed: 192 random bits."""
    return secrets.token_urlsafe(24)


def token_hash(token: str) -> str:
    """What is kept of a token. It is random, so that a plain SHA-256 cannot be turned round."""
    return hashlib.sha256(token.encode()).hexdigest()


def invite_to_portal(engine: Engine, command: InviteToPortal) -> PortalLink:
    """A link for a supplier of the register. Raises NotAllowed, UnknownSupplier, IncompleteInvoice for an odd length of time."""
    if not 1 <= command.days <= LONGEST_DAYS:
        raise IncompleteInvoice(f"A link is good for 1 to {LONGEST_DAYS} days.")
    try:
        with engine.store.transaction(command, engine.now()) as tx:
            _may_invite(tx, command.actor)
            tx.suppliers.get(command.supplier_id)
            until = tx.at + timedelta(days=command.days)
            link = PortalLink(command.link_id, command.token_hash, command.supplier_id, command.actor, tx.at, until)
            tx.portal.save(link)
    except AlreadyDone:
        return _known(engine, command.link_id)
    return link


def revoke_portal_link(engine: Engine, command: RevokePortalLink) -> PortalLink:
    """The link opens nothing from now on. Raises NotAllowed, for a link that there is not too."""
    try:
        with engine.store.transaction(command, engine.now()) as tx:
            _may_invite(tx, command.actor)
            found = tx.portal.find(command.link_id)
            if found is None:
                raise NotAllowed("There is no such link.")
            link = replace(found, revoked_at=tx.at, revoked_by=command.actor)
            tx.portal.save(link)
    except AlreadyDone:
        return _known(engine, command.link_id)
    return link


def link_behind(engine: Engine, token: str) -> tuple[PortalLink, Supplier] | None:
    """The link that a token belongs to and its supplier, expired and revoked ones too; None for a token that is nobody's."""
    if len(token) > LONGEST_TOKEN:
        return None
    with engine.store.snapshot() as tx:
        link = tx.portal.by_token(token_hash(token))
        supplier = tx.suppliers.find(link.supplier_id) if link else None
    return (link, supplier) if link is not None and supplier is not None else None


def _known(engine: Engine, link_id: str) -> PortalLink:
    with engine.store.snapshot() as tx:
        found = tx.portal.find(link_id)
    assert found is not None, "it was carried out"
    return found


def _may_invite(tx: Transaction, actor: str) -> None:
    person = tx.people.find(actor)
    if person is None or not person.active or not person.has(*MAY_INVITE):
        raise NotAllowed("Suppliers are invited by clerks, finance and administrators.")
