"""The plain pages' words in Portuguese; English is the text itself."""

from __future__ import annotations

from collections.abc import Callable

from ap_engine.web.words_approval import APPROVAL
from ap_engine.web.words_portal import PORTAL

PORTUGUESE = PORTAL | {
    "Sign in": "Entrar",
    "Accounts payable": "Contas a pagar",
    "E-mail": "E-mail",
    "Password": "Senha",
    "Every supplier invoice, checked and approved.": "Toda fatura de fornecedor, conferida e aprovada.",
    "From the supplier's document to the payable in the ERP, with every decision on record.": (
        "Do documento do fornecedor ao título no ERP, com cada decisão registrada."
    ),
    "Demonstration": "Demonstração",
    "These people are made up. Tap one to sign in as them.": "Estas pessoas são fictícias. Toque em uma para entrar como ela.",
    "or with an account": "ou com uma conta",
    "E-mail or password is not right.": "E-mail ou senha incorretos.",
    "Too many attempts. Try again in a minute.": "Muitas tentativas. Tente de novo em um minuto.",
    "This page was open for too long. Try again.": "Esta página ficou aberta por tempo demais. Tente de novo.",
    "You are signed out.": "Você saiu.",
    "Sign out": "Sair",
    "Do you want to sign out?": "Deseja sair?",
    "Stay signed in": "Continuar conectado",
    "Everybody else": "Todas as outras pessoas",
    "Clerk": "Contas a pagar",
    "Approver": "Aprovador",
    "Finance": "Financeiro",
    "Analyst": "Analista",
    "Administrator": "Administrador",
    "Auditor": "Auditor",
    **APPROVAL,
}
# What the engine says in English has its Portuguese beside the screens, which this folder does not know: app.py brings it.
_said: list[Callable[[str], str | None]] = []


def bring_sentences(portuguese: Callable[[str], str | None]) -> None:
    """Say the engine's sentences in Portuguese by this; None from it means that it has none."""
    _said[:] = [portuguese]


def engine_said(text: str, language: str) -> str:
    """A sentence of the engine's in the language; English where there is no translation."""
    found = next((spoken for say in _said if (spoken := say(text)) is not None), None) if language == "pt" else None
    return found or text


def language_of(accept_language: str) -> str:
    """`pt` when the browser asks for Portuguese first, else `en`.

    >>> language_of("pt-BR,pt;q=0.9,en;q=0.5"), language_of("de,pt;q=0.3"), language_of("")
    ('pt', 'en', 'en')
    """
    return "pt" if accept_language.strip().lower().startswith("pt") else "en"


def translate(text: str, language: str) -> str:
    """`text` in the language; English where there is no translation."""
    return PORTUGUESE.get(text, text) if language == "pt" else text
