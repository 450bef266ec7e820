"""Deciding by the link that an approver was sent (rules A2, A3, A5): signed, expiring, for one person, one step, one version.

The link carries no authority of its own: what it decides goes through the same step as a click on the screen, with its
limits, its segregation of duties and its version, and is the same command however often it is sent.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from itsdangerous import BadData, URLSafeSerializer

from ap_engine.engine import Engine
from ap_engine.model.approval_link import LASTS, ApprovalLink, LinkState, OpenedLink, Visitor
from ap_engine.model.commands import DecideApprovalStep, WriteComment
from ap_engine.model.errors import LinkRefused, Refusal, UnknownInvoice
from ap_engine.model.invoice import Invoice
from ap_engine.model.money import Money
from ap_engine.model.parties import Person
from ap_engine.rules import approval_links as rules
from ap_engine.rules import approvals
from ap_engine.store import Transaction
from ap_engine.store.link_key import link_key
from ap_engine.workflow import check_risk
from ap_engine.workflow.approval import decide_approval_step, write_comment
from ap_engine.workflow.case import Case
from ap_engine.workflow.delegation import standing_in_for

PURPOSE = "decide-approval-step"
_LONGEST = 1024


def approval_link(engine: Engine, invoice: Invoice, person: Person) -> str:
    """The path of the link that shows this person the invoice's card; without a step that waits for them, of the card alone."""
    with engine.store.snapshot() as tx:
        found = approvals.acting(invoice, person, standing_in_for(tx, engine, person))
    if found is None:
        return card_behind_sign_in(invoice.id)
    link = ApprovalLink(invoice.id, invoice.version, found[0].level, person.id, engine.now() + LASTS)
    return f"/a/{sign(engine, link)}"


def card_behind_sign_in(invoice_id: str) -> str:
    """Where the card is for whoever signs in."""
    return f"/approvals?invoice={invoice_id}"


def sign(engine: Engine, link: ApprovalLink, purpose: str = PURPOSE) -> str:
    """The token of a link."""
    expires = int(link.expires_at.timestamp())
    return str(_signer(engine).dumps([purpose, link.invoice_id, link.version, link.step, link.person_id, expires]))


def read(engine: Engine, token: str) -> ApprovalLink | None:
    """What a token is bound to; None for one that was not signed here, or not for this purpose."""
    if len(token) > _LONGEST:
        return None
    try:
        content: Any = _signer(engine).loads(token)
    except BadData:
        return None
    if not isinstance(content, list) or len(content) != 6 or content[0] != PURPOSE:
        return None
    _, invoice_id, version, step, person_id, expires = content
    return ApprovalLink(invoice_id, version, step, person_id, datetime.fromtimestamp(expires, UTC))


def open_link(engine: Engine, token: str, visitor: Visitor | None) -> OpenedLink:
    """How the link stands for whoever opens it. Looks only: nothing is decided, nothing is written."""
    link = read(engine, token)
    if link is None:
        return OpenedLink(LinkState.INVALID)
    engine = engine.pinned()
    with engine.store.snapshot() as tx:
        person = tx.people.find(link.person_id)
        try:
            invoice = tx.invoices.get(link.invoice_id)
        except UnknownInvoice:
            return OpenedLink(LinkState.INVALID)
        if person is None:
            return OpenedLink(LinkState.INVALID)
        found = approvals.acting(invoice, person, standing_in_for(tx, engine, person))
        waiting = found[0] if found else None
        amount = _amount(engine, tx, invoice)
        state = rules.state_of(link, invoice, person, visitor, waiting, amount, engine.policy.link, engine.now())
    if state is LinkState.INVALID:
        return OpenedLink(state)
    return OpenedLink(state, link, invoice, person, rules.decided_step(link, invoice) or waiting)


def decide_by_link(engine: Engine, token: str, visitor: Visitor | None, answer: DecideApprovalStep) -> OpenedLink:
    """The link's person says yes or no to its step; `answer` brings the decision, its reason and what was measured.

    A link that was used answers with what became of it. Raises LinkRefused for one that does not decide, and what
    `decide_approval_step` raises.
    """
    opened = open_link(engine, token, visitor)
    if opened.state is not LinkState.DECIDED:
        link = _deciding(opened)
        through = "link alone" if visitor is None else "link, signed in"
        command = replace(answer, actor=link.person_id, invoice_id=link.invoice_id, version=link.version)
        try:
            decide_approval_step(engine, replace(command, step=link.step, through=through, unseen=False))
        except Refusal:
            # Two answers at one moment: the first one counts, and both are told.
            if open_link(engine, token, visitor).state is not LinkState.DECIDED:
                raise
    return open_link(engine, token, visitor)


def ask_by_link(engine: Engine, token: str, visitor: Visitor | None, text: str) -> OpenedLink:
    """The link's person asks something; the link stays good. Raises LinkRefused, IncompleteInvoice."""
    opened = open_link(engine, token, visitor)
    link = _deciding(opened)
    write_comment(engine, WriteComment(link.person_id, link.invoice_id, link.version, text))
    return opened


def _deciding(opened: OpenedLink) -> ApprovalLink:
    if opened.state is not LinkState.OPEN or opened.link is None:
        raise LinkRefused(f"({opened.state.replace('_', ' ')})")
    return opened.link


def _amount(engine: Engine, tx: Transaction, invoice: Invoice) -> Money | None:
    """What the link's limits are held against: the invoice with the other parts of the same purchase (rule F7)."""
    supplier = tx.suppliers.find(invoice.fields.supplier_id or "")
    if invoice.owed is None or supplier is None:
        return invoice.owed
    return approvals.with_parts(invoice.owed, check_risk.exposure(Case(engine, tx, invoice), supplier).get(None))


def _signer(engine: Engine) -> URLSafeSerializer:
    key = link_key(engine.settings.store)
    return URLSafeSerializer(key, salt=PURPOSE, signer_kwargs={"key_derivation": "hmac", "digest_method": hashlib.sha256})
