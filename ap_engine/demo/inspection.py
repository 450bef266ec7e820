"""What the company decided on the way: controllers are inspected before they are paid (a 4-way match)."""

from __future__ import annotations

from ap_engine.demo.people import ADMINISTRATOR, FINANCE
from ap_engine.engine import Engine
from ap_engine.model.commands_policies import ConsentToPolicy, ProposePolicy
from ap_engine.model.policy_versions import in_force_on
from ap_engine.workflow.policies import consent_to_policy, propose_policy

_NO_RULES = "  rules: []"
_RULES = """  rules:
    - {supplier: lumen, item: CLP-16, level: 4-way}"""


def agree_on_inspection(engine: Engine) -> None:
    """The administrator proposes a version with the rule, and finance agrees: as anybody would."""
    today = engine.today()
    with engine.store.snapshot() as tx:
        base = in_force_on(tx.policies.all(), today)
    assert base is not None
    name = f"{base.version}-inspection"
    text = base.yaml.replace(_NO_RULES, _RULES, 1)
    text = text.replace(f'version: "{base.version}"', f'version: "{name}"', 1)
    text = text.replace(f'effective_from: "{_first_day(base.yaml)}"', f'effective_from: "{today}"', 1)
    propose_policy(
        engine, ProposePolicy(ADMINISTRATOR, text, "Controllers came broken: they are inspected before they are paid.")
    )
    consent_to_policy(engine, ConsentToPolicy(FINANCE, name))


def _first_day(text: str) -> str:
    return text.partition('effective_from: "')[2].partition('"')[0]
