"""READ ME FIRST: the business, step by step. Floor 4.

A supplier's invoice arrives (`receive_document`), is read (`read_document`), its fields are confirmed by a person, or by
rule when every reading is certain (`confirm_fields`). It is held against orders, receipts and earlier invoices, split over
cost centers (`split_invoice`) and shown to those who lead them (`decide_approval_step`). The ERP is told exactly once
(`deliver`), and tells when it was paid (`receive_erp_event`, `look_at_payable`).

One click is one call is one transaction: state, audit entry and ERP message are one commit. What can flow flows by
itself (`flow.py`); what cannot carries holds that say why and what would clear them.
"""

from ap_engine.workflow.approval import cancel_invoice, decide_approval_step, release_hold, split_invoice, write_comment
from ap_engine.workflow.approval_links import approval_link, ask_by_link, decide_by_link, open_link
from ap_engine.workflow.bank import fetch_balances
from ap_engine.workflow.bank_changes import decide_bank_change, pay_account_on_file, record_call_back, request_bank_change
from ap_engine.workflow.channels import add_channel, prefer_channel, remove_channel, try_channel, write_in
from ap_engine.workflow.delegation import end_delegation, give_delegation
from ap_engine.workflow.delivery import deliver, retry_delivery
from ap_engine.workflow.intake import Received, confirm_fields, correct_fields, read_document, receive_document
from ap_engine.workflow.mail import take_in_mail
from ap_engine.workflow.master_data import enter_supplier, register_supplier, sync_master_data
from ap_engine.workflow.policies import consent_to_policy, propose_policy, refuse_policy, withdraw_policy
from ap_engine.workflow.push import deliver_pushes, retry_push
from ap_engine.workflow.receiving import confirm_receipt
from ap_engine.workflow.reminding import remind
from ap_engine.workflow.settlement import handle_erp_events, look_at_payable, receive_erp_event, request_posting, sync_payments
from ap_engine.workflow.several import approve_several
from ap_engine.workflow.templates import publish_template, retire_template, try_template
from ap_engine.workflow.waiting import put_off, take_up

__all__ = [
    "Received",
    "add_channel",
    "approval_link",
    "approve_several",
    "ask_by_link",
    "cancel_invoice",
    "confirm_fields",
    "confirm_receipt",
    "consent_to_policy",
    "correct_fields",
    "decide_approval_step",
    "decide_bank_change",
    "decide_by_link",
    "deliver",
    "deliver_pushes",
    "end_delegation",
    "enter_supplier",
    "fetch_balances",
    "give_delegation",
    "handle_erp_events",
    "look_at_payable",
    "open_link",
    "pay_account_on_file",
    "prefer_channel",
    "propose_policy",
    "publish_template",
    "put_off",
    "read_document",
    "receive_document",
    "receive_erp_event",
    "record_call_back",
    "refuse_policy",
    "register_supplier",
    "release_hold",
    "remind",
    "remove_channel",
    "request_bank_change",
    "request_posting",
    "retire_template",
    "retry_delivery",
    "retry_push",
    "split_invoice",
    "sync_master_data",
    "sync_payments",
    "take_in_mail",
    "take_up",
    "try_channel",
    "try_template",
    "withdraw_policy",
    "write_comment",
    "write_in",
]
