"""Portuguese (Brazil), by the English text: all that the screens and the engine say, a file for each subject."""

from __future__ import annotations

from pages.ui.words_pt_approval import APPROVALS
from pages.ui.words_pt_balance import BALANCE
from pages.ui.words_pt_duplicates import DUPLICATES
from pages.ui.words_pt_engine import FROM_THE_ENGINE
from pages.ui.words_pt_holds import HOLDS
from pages.ui.words_pt_mail import MAIL
from pages.ui.words_pt_match import MATCH
from pages.ui.words_pt_payment import PAYMENT
from pages.ui.words_pt_people import PEOPLE
from pages.ui.words_pt_policies import POLICIES
from pages.ui.words_pt_portal import PORTAL
from pages.ui.words_pt_push import PUSH
from pages.ui.words_pt_sentences import SENTENCES
from pages.ui.words_pt_short import SHORT
from pages.ui.words_pt_templates import TEMPLATES

PORTUGUESE: dict[str, str] = {
    **SHORT,
    **SENTENCES,
    **MAIL,
    **POLICIES,
    **TEMPLATES,
    **FROM_THE_ENGINE,
    **APPROVALS,
    **BALANCE,
    **DUPLICATES,
    **HOLDS,
    **MATCH,
    **PAYMENT,
    **PUSH,
    **PEOPLE,
    **PORTAL,
}
