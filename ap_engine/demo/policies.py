"""The policy of the demonstration company: an agreed change, dear toner that finance let pass, and a proposal that came of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from ap_engine import workflow
from ap_engine.demo.billing import Desk
from ap_engine.demo.documents import Format
from ap_engine.demo.history import payment
from ap_engine.demo.people import FINANCE
from ap_engine.demo.planned import Outcome, PlannedRelease, Scenario
from ap_engine.demo.present import approved, ordered
from ap_engine.engine import Engine
from ap_engine.model.commands_policies import ConsentToPolicy, ProposePolicy
from ap_engine.model.holds import HoldCode
from ap_engine.workflow import policy_draft
from ap_engine.workflow.suggestions import suggestions

ADMINISTRATOR = "tomas.ribeiro"
CHANGED_DAYS_AGO = 200
_DEAR = (("released-toner", "PC-10183", 65, "1.04"), ("released-toner-again", "PC-10185", 58, "1.055"))


def released(desk: Desk) -> Iterator[Scenario]:
    """Paid invoices whose price finance let pass unchanged."""
    for place, (key, order, days_ago, dearer) in enumerate(_DEAR):
        made = ordered(desk, key, "Dearer than ordered, and let pass", order, days_ago, Format.BILL_PDF, Outcome.PAID)
        lines = tuple(
            replace(one, unit_price=(one.unit_price * Decimal(dearer)).quantize(Decimal("0.01"))) for one in made.draft.lines
        )
        made = replace(made, draft=desk.draft(made.supplier_id, lines, Format.BILL_PDF, days_ago))
        release = PlannedRelease(
            FINANCE, made.received_at + timedelta(hours=1), HoldCode.PRICE_VARIANCE, "The buyer knew of the new price list."
        )
        yield replace(approved(desk, made), releases=(release,), payments=(payment(desk, made.draft, place),))


def agree_to_a_change(engine: Engine) -> None:
    """The administrator proposes another currency, finance agrees, and it is in force the same day."""
    draft = policy_draft.with_value(policy_draft.begin(engine), ("exchange_rates", "CHF"), "6.8500")
    draft = policy_draft.with_value(draft, ("effective_from",), engine.today().isoformat())
    proposed = workflow.propose_policy(
        engine, ProposePolicy(ADMINISTRATOR, draft, "Spare parts are bought in Switzerland from now on.")
    )
    workflow.consent_to_policy(engine, ConsentToPolicy(FINANCE, proposed.version))


def propose_from_releases(engine: Engine) -> None:
    """What the releases suggest is proposed, and waits for a second person."""
    suggestion = next(one for one in suggestions(engine) if one.name == "price")
    tolerance = {"percent": str(suggestion.tolerance.percent), "absolute": str(suggestion.tolerance.absolute)}
    rule = {suggestion.name: tolerance}
    draft = policy_draft.with_rule(policy_draft.begin(engine), suggestion.supplier_id, suggestion.item_code, rule)
    workflow.propose_policy(engine, ProposePolicy(ADMINISTRATOR, draft, "Finance lets the toner's new price pass each time."))
