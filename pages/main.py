"""The entry: who is signed in, which pages they have, and what stands around each page.

Keys: see `pages/ui/shell.py`. URLs: /inbox /review?invoice=ID /approvals[?invoice=ID] /holds /receipts[?order=NUMBER] /payables /spend
/erp_deliveries /audit_log /suppliers[?supplier=ID[&about=INVOICE]] /templates[?template=NAME|?new=yes]
/policies[?version=NAME|?edit=yes] /notifications.
"""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from ap_engine.model.parties import Role
from pages.ui import act, lists, live, provider, shell
from pages.ui.user import me, on_phone
from pages.ui.words import t

STATIC = Path(__file__).parent / "static"
EVERYBODY = tuple(Role)
# file, title, icon, URL, section, who has it
PAGES = (
    ("work/inbox.py", "Inbox", "inbox", "inbox", "Work", (Role.CLERK, Role.FINANCE, Role.ADMINISTRATOR)),
    ("work/approvals.py", "Approvals", "approval", "approvals", "Work", (Role.APPROVER,)),
    ("work/holds.py", "Holds", "pan_tool", "holds", "Work", (Role.CLERK, Role.FINANCE, Role.ADMINISTRATOR)),
    ("work/receipts.py", "Receipts", "inventory_2", "receipts", "Work", (Role.APPROVER, Role.FINANCE)),
    ("work/payables.py", "Payables", "view_kanban", "payables", "Work", EVERYBODY),
    ("insight/spend.py", "Spend", "bar_chart", "spend", "Insight", EVERYBODY),
    (
        "control/erp_deliveries.py",
        "ERP",
        "outbox",
        "erp_deliveries",
        "Control",
        (Role.FINANCE, Role.ADMINISTRATOR, Role.AUDITOR),
    ),
    ("control/audit_log.py", "Audit log", "verified_user", "audit_log", "Control", (Role.AUDITOR, Role.ADMINISTRATOR)),
    (
        "setup/suppliers.py",
        "Suppliers",
        "store",
        "suppliers",
        "Setup",
        (Role.CLERK, Role.FINANCE, Role.ADMINISTRATOR, Role.AUDITOR),
    ),
    ("setup/templates.py", "Templates", "design_services", "templates", "Setup", (Role.ADMINISTRATOR, Role.FINANCE)),
    ("setup/policies.py", "Policy", "rule_settings", "policies", "Setup", (Role.ADMINISTRATOR, Role.FINANCE, Role.AUDITOR)),
)
# Where a person with this role starts; the first that fits.
STARTS = ((Role.APPROVER, "Approvals"), (Role.ANALYST, "Spend"), (Role.AUDITOR, "Audit log"))
DESK = (Role.CLERK, Role.FINANCE, Role.ADMINISTRATOR)

st.set_page_config(page_title="Payables", page_icon=str(STATIC / "mark.svg"), layout="wide", initial_sidebar_state="auto")
provider.let_in()
live.begin()
person = me()
phone = on_phone()

sections: dict[str, list[st.Page]] = {}
for file, title, icon, path, section, roles in PAGES:
    if person.has(*roles):
        page = st.Page(file, title=t(title), icon=f":material/{icon}:", url_path=path)
        sections.setdefault(t(section), []).append(page)
visible = [page for pages in sections.values() for page in pages]
start_title = "Inbox" if person.has(*DESK) else next((title for role, title in STARTS if person.has(role)), "Payables")
start = next(page for page in visible if page.title == t(start_title))


def home() -> None:
    """The front page is the page where this person's work is."""
    st.switch_page(start)


notifications = st.Page(
    "setup/notifications.py", title=t("Notifications"), icon=":material/notifications:", url_path="notifications",
    visibility="hidden",
)  # fmt: skip
review = st.Page("work/review.py", title=t("Invoice"), icon=":material/description:", url_path="review", visibility="hidden")
front = st.Page(home, title="Payables", default=True, visibility="hidden")
chosen = st.navigation({"": [front, review, notifications], **sections}, position="hidden" if phone else "sidebar")

going = st.session_state.pop(lists.GOING, None)
if going is not None:
    st.switch_page("work/review.py", query_params={"invoice": going})
supplier = st.session_state.pop(lists.GOING_SUPPLIER, None)
if supplier is not None:
    st.switch_page("setup/suppliers.py", query_params=supplier)

shell.style()
if not phone:
    st.logo(str(STATIC / "logo.svg"), size="large")
    with st.sidebar:
        shell.user_chip(person, notifications)
if chosen != front:
    shell.topbar(chosen, person, visible, phone, notifications)
    shell.reader_banner()
act.show_flash()
chosen.run()
if phone and not st.session_state.pop("card_open", False):
    shell.tabbar(visible)
