"""What a message says: supplier, amount, when it is due, one line of facts. Plain words in two languages, and no markup."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from babel.numbers import format_decimal, get_currency_symbol

from ap_engine.model.invoice import Invoice
from ap_engine.model.money import Money

_LOCALE = {"en": "en", "pt": "pt_BR"}
_LONGEST = 60
# Letters that some service would take for markup, a mention or the beginning of a link.
_MARKUP = re.compile(r"[<>\[\]{}*_`~|\\#@]|://|\bwww\.", re.IGNORECASE)
_DOMAIN = re.compile(r"(?<=\w\w)\.(?=[^\W\d]{2})")

PORTUGUESE = {
    "To approve: {amount}, {supplier}": "Para aprovar: {amount}, {supplier}",
    "Your answer is awaited: {amount}, {supplier}": "Sua resposta é aguardada: {amount}, {supplier}",
    "{n} invoices wait for your answer": "{n} faturas aguardam sua resposta",
    "Still waiting for {person}: {amount}, {supplier}": "Ainda aguarda {person}: {amount}, {supplier}",
    "A test from accounts payable": "Um teste de contas a pagar",
    "Invoices that wait for your approval will reach you here.": "As faturas que aguardam sua aprovação chegarão aqui.",
    "overdue by 1 day": "1 dia de atraso",
    "overdue by {n} days": "{n} dias de atraso",
    "due today": "vence hoje",
    "due tomorrow": "vence amanhã",
    "due in {n} days": "vence em {n} dias",
    "without a due date": "sem vencimento",
    "your share {amount}": "sua parte {amount}",
    "matched with its order, within tolerance": "confere com o pedido, dentro da tolerância",
    "differs from its order": "difere do pedido",
    "without an order": "sem pedido",
    "1 remark": "1 observação",
    "{n} remarks": "{n} observações",
    "an unnamed supplier": "um fornecedor sem nome",
    "and {n} more": "e mais {n}",
    "unknown amount": "valor desconhecido",
}


def t(language: str, text: str, /, **values: object) -> str:
    """`text` in the language, with {names} filled in."""
    found = PORTUGUESE[text] if language == "pt" else text
    return found.format(**values) if values else found


def plain(text: str) -> str:
    """A name as it may stand in a message: one short line, no markup, nothing invisible, no link.

    >>> plain("  Acme [click](https://evil.example)\\u202e  *Ltda* ")
    'Acme click (https evil example) Ltda'
    """
    # An address without a scheme is made a link by many services too; an abbreviation (S.A.) is left alone.
    text = _DOMAIN.sub(" ", text)
    visible = "".join(" " if unicodedata.category(letter)[0] in "CZ" else letter for letter in text)
    words = " ".join(_MARKUP.sub(" ", visible).split())
    return words if len(words) <= _LONGEST else words[: _LONGEST - 1].rstrip() + "…"


def money(language: str, value: Money | None) -> str:
    """R$ 1.234,56 or R$ 1,234.56, its minus in front."""
    if value is None:
        return t(language, "unknown amount")
    sign = "−" if value.amount < 0 else ""
    symbol = get_currency_symbol(value.currency, locale="pt_BR")
    return f"{sign}{symbol}\u00a0{format_decimal(abs(value.amount), '#,##0.00', locale=_LOCALE[language])}"


def due(language: str, due_date: date | None, today: date) -> str:
    """How far the due date is off."""
    if due_date is None:
        return t(language, "without a due date")
    days = (due_date - today).days
    if days < 0:
        return t(language, "overdue by 1 day") if days == -1 else t(language, "overdue by {n} days", n=-days)
    named = {0: "due today", 1: "due tomorrow"}.get(days)
    return t(language, named) if named else t(language, "due in {n} days", n=days)


def facts(language: str, invoice: Invoice) -> str:
    """One line: what the match said, and whether whoever decides is told something."""
    match = invoice.match
    if match is None or not match.order_numbers:
        said = "without an order"
    else:
        said = "matched with its order, within tolerance" if match.within_tolerance else "differs from its order"
    notices = len(invoice.notices)
    remarks = () if not notices else (t(language, "1 remark") if notices == 1 else t(language, "{n} remarks", n=notices),)
    return " · ".join((t(language, said), *remarks))


def supplier(language: str, name: str | None) -> str:
    """The supplier's name, made plain."""
    return plain(name or "") or t(language, "an unnamed supplier")
