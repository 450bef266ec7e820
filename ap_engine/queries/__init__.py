"""What the screens show: SELECTs into the values of `views.py`. Floor 4; reading only, outside the write lock."""

from ap_engine.queries.board import board
from ap_engine.queries.held import held
from ap_engine.queries.letters import letters_to_see, mailbox_trouble
from ap_engine.queries.lists import approvals_of, approved_together, counts, decided_by, holds, inbox
from ap_engine.queries.lookups import (
    audit,
    audit_chain,
    categories,
    cost_centers,
    delegations,
    delegations_to,
    deliveries,
    erp_health,
    original,
    people,
    standing_in_for,
    step_to_decide,
    suppliers,
)
from ap_engine.queries.one_invoice import invoice
from ap_engine.queries.policies import invoices_of, policies, policy_content, policy_text
from ap_engine.queries.pushes import failed_pushes, notifications
from ap_engine.queries.receiving import receipts_to_confirm
from ap_engine.queries.register import asked_details, supplier, supplier_rows
from ap_engine.queries.spend import spend, spend_detail, split_preview
from ap_engine.queries.statements import statement
from ap_engine.queries.templates import (
    reconciled_documents,
    template_refusals,
    template_text,
    template_versions,
    templates,
)
from ap_engine.queries.twins import twins
from ap_engine.workflow.trust import trust_of

__all__ = [
    "approvals_of",
    "approved_together",
    "asked_details",
    "audit",
    "audit_chain",
    "board",
    "categories",
    "cost_centers",
    "counts",
    "decided_by",
    "delegations",
    "delegations_to",
    "deliveries",
    "erp_health",
    "failed_pushes",
    "held",
    "holds",
    "inbox",
    "invoice",
    "invoices_of",
    "letters_to_see",
    "mailbox_trouble",
    "notifications",
    "original",
    "people",
    "policies",
    "policy_content",
    "policy_text",
    "receipts_to_confirm",
    "reconciled_documents",
    "spend",
    "spend_detail",
    "split_preview",
    "standing_in_for",
    "statement",
    "step_to_decide",
    "supplier",
    "supplier_rows",
    "suppliers",
    "template_refusals",
    "template_text",
    "template_versions",
    "templates",
    "trust_of",
    "twins",
]
