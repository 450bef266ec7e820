"""Is this the supplier's account: the one on file, else the one that was paid last (rule F1, row N5)?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from ap_engine.model.accounts import Account, AccountKind, plain
from ap_engine.model.bank_changes import BankChange, BankDetails, ChangeState
from ap_engine.model.extraction import Extraction, PaymentInstructions
from ap_engine.model.holds import Finding, HoldCode
from ap_engine.model.invoice import InvoiceFields
from ap_engine.model.parties import Supplier
from ap_engine.rules.payment_claims import By, Claim, accounts_of, disagreement, of_document, on_file
from ap_engine.rules.payment_instructions import same_company

NAMES = {
    AccountKind.IBAN: "IBAN",
    AccountKind.PIX: "PIX key",
    AccountKind.BANK: "bank of the boleto",
    AccountKind.TRANSFER: "bank account",
}
CLEARS = (
    "Ask for this change under Suppliers: the supplier is called back on the number on file, and a second person agrees. "
    "Or pay the account on file: correct the payment details here. Or cancel this invoice."
)


def check(
    fields: InvoiceFields,
    extraction: Extraction | None,
    supplier: Supplier,
    paid: Sequence[PaymentInstructions],
    changes: Sequence[BankChange],
    today: date,
) -> tuple[Finding, ...]:
    """One finding for every account that is not the supplier's as far as we know, or not yet; nobody releases it.

    `paid` is how its paid invoices asked to be paid, the last one first; `changes` are its bank changes, the newest first.
    """
    strange: list[str] = []
    waiting: list[str] = []
    for account in asked_for(fields, extraction):
        known, by = known_accounts(account.kind, supplier, paid)
        if known and account.value not in known:
            strange.append(_other(account, fields, extraction, known, by) + _standing(account, changes))
        elif not known and _is_new_way(account, supplier):
            names = ", ".join(sorted({f"the {NAMES[one.kind]}" for one in on_file(supplier) if one.kind is not AccountKind.BANK}))
            words = f"The {NAMES[account.kind]} {account.value} is not on file; the register has {names} of this supplier."
            strange.append(words + _standing(account, changes))
        else:
            waiting += _cooling(account, changes, today)
    if not strange and not waiting:
        return ()
    clears = CLEARS if strange else "It clears by itself on that day."
    return (Finding(HoldCode.BANK_CHANGED, " ".join(dict.fromkeys([*strange, *waiting])), clears),)


def asked_for(fields: InvoiceFields, extraction: Extraction | None) -> tuple[Account, ...]:
    """The accounts that would be paid: the invoice's own, and of a kind that its XML is silent about, the page's."""
    own = accounts_of(fields.payment)
    kinds = {account.kind for account in own}
    claimed = (Account(kind, claim.value) for kind, claim in of_document(fields, extraction) if kind not in kinds)
    return (*own, *dict.fromkeys(claimed))


def known_accounts(kind: AccountKind, supplier: Supplier, paid: Sequence[PaymentInstructions]) -> tuple[frozenset[str], By]:
    """What is known of one kind: the register's, else what was paid. Boletos: every bank that was paid before."""
    filed = frozenset(account.value for account in on_file(supplier) if account.kind is kind)
    if filed:
        return filed, By.REGISTER
    before = [account.value for one in paid for account in accounts_of(one) if account.kind is kind]
    return frozenset(before if kind is AccountKind.BANK else before[:1]), By.HISTORY


def _is_new_way(account: Account, supplier: Supplier) -> bool:
    """Whether the register has accounts, and none of this kind: a new way to be paid is a changed one.

    But not for a boleto, which names a bank only, nor for the supplier's own tax id as a PIX key: the Central Bank's
    directory gives that key to nobody else. With nothing on file at all it is a first account (rule F5).
    """
    if account.kind is AccountKind.BANK or not on_file(supplier):
        return False
    return not (account.kind is AccountKind.PIX and same_company(account.value, supplier.tax_id))


def _other(account: Account, fields: InvoiceFields, extraction: Extraction | None, known: frozenset[str], by: By) -> str:
    said = [claim for kind, claim in of_document(fields, extraction) if kind is account.kind]
    ours = [Claim(by, value) for value in sorted(known)]
    return f"Another {NAMES[account.kind]}: {disagreement([*said, *ours])}"


def _standing(account: Account, changes: Iterable[BankChange]) -> str:
    """What became of the newest request for this account."""
    for change in changes:
        if _brings(change, account):
            day = f"{change.requested_at:%d %b %Y}"
            words = {
                ChangeState.REQUESTED: f" This change was asked for on {day}; the call-back is missing.",
                ChangeState.CONFIRMED: f" This change was asked for on {day} and confirmed by telephone; a second person has to agree.",
                ChangeState.DENIED: f" Called back, the supplier denied this change of {day}: treat it as fraud.",
                ChangeState.REFUSED: f" This change was refused: {change.decision_note}",
            }
            return words.get(change.state, "")
    return ""


def _cooling(account: Account, changes: Iterable[BankChange], today: date) -> list[str]:
    """An account that was agreed to lately is not paid before its day."""
    for change in changes:
        if change.state is ChangeState.AGREED and change.first_payment_from is not None and _brings(change, account):
            if today < change.first_payment_from and change.decided_at is not None:
                return [
                    f"The {NAMES[account.kind]} {account.value} was agreed to on {change.decided_at:%d %b %Y}: "
                    f"first payment to it from {change.first_payment_from:%d %b %Y}."
                ]
            return []
    return []


def _brings(change: BankChange, account: Account) -> bool:
    """Whether a change makes this the supplier's account."""
    return account in accounts_in(change.after) and account not in accounts_in(change.before)


def accounts_in(details: BankDetails) -> tuple[Account, ...]:
    """The accounts that details name."""
    return on_file(Supplier("", "", "", iban=details.iban, pix_key=details.pix_key, bank_account=details.bank_account))


def pay_on_file(
    fields: InvoiceFields, extraction: Extraction | None, supplier: Supplier, paid: Sequence[PaymentInstructions]
) -> tuple[tuple[str, str], ...]:
    """The corrections, (field, text), that have an invoice paid to the account on file: strange accounts are taken off it.

    In the place of a strange IBAN comes the one on file, if there is one.
    """
    names = {AccountKind.IBAN: "iban", AccountKind.PIX: "pix", AccountKind.BANK: "boleto"}
    filed = {account.kind: account.value for account in on_file(supplier)}
    changes = []
    for account in asked_for(fields, extraction):
        known, _ = known_accounts(account.kind, supplier, paid)
        if account.value not in known and (known or _is_new_way(account, supplier)):
            kept = filed.get(AccountKind.IBAN, "") if account.kind is AccountKind.IBAN else ""
            changes.append((names[account.kind], kept))
    return tuple(changes)


def hands_on(accounts: Iterable[Account], supplier: Supplier, changes: Iterable[BankChange]) -> frozenset[str]:
    """Who had a hand in bringing about where an invoice is paid: they do not approve it (rule F6, the hard stop).

    An invoice that names no account is paid to what the register has.
    """
    paid_to = set(accounts) or set(on_file(supplier))
    live = (change for change in changes if change.state not in (ChangeState.REFUSED, ChangeState.DENIED))
    return frozenset(person for change in live for person in change.hands if any(_brings(change, account) for account in paid_to))


def same_details(one: BankDetails, other: BankDetails) -> bool:
    """Whether two details name the same accounts and the same phone, however they are written."""
    return accounts_in(one) == accounts_in(other) and plain(one.phone) == plain(other.phone)
