"""The locked event of a changed bank account: who asks, who calls whom on which number, who agrees (rules F1, F6)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from ap_engine.model.accounts import bank_of, plain
from ap_engine.model.bank_changes import (
    BankChange,
    BankDetails,
    CallBack,
    CallOutcome,
    ChangeState,
    details_of,
)
from ap_engine.model.errors import BankChangeRefused, NotAllowed, SegregationOfDuties
from ap_engine.model.parties import Person, Role, Supplier
from ap_engine.model.payment_codes import is_iban
from ap_engine.model.tax_ids import compact_tax_id, is_valid_tax_id
from ap_engine.rules.account_changed import same_details

MAY_ASK = (Role.CLERK, Role.FINANCE, Role.ADMINISTRATOR)
MAY_DECIDE = (Role.FINANCE, Role.ADMINISTRATOR)
# A phone that was changed less than so many days ago may be the work of whoever asks for the account.
PHONE_SETTLES_AFTER = timedelta(days=30)
_FEWEST_DIGITS = 8


def number_on_file(supplier: Supplier, today: date) -> str | None:
    """The number that the supplier may be called back on; None when there is none, or it was changed lately."""
    since = supplier.phone_since
    return supplier.phone if supplier.phone and (since is None or today - since >= PHONE_SETTLES_AFTER) else None


def request(
    supplier: Supplier,
    details: BankDetails,
    person: Person,
    reason: str,
    earlier: Sequence[BankChange],
    now: datetime,
    today: date,
) -> BankChange:
    """The change as it is asked for, without its id.

    Raises NotAllowed for other roles, BankChangeRefused when one is under way already, when nothing would change, without
    a reason, or when an account is not written right.
    """
    if not person.has(*MAY_ASK):
        raise NotAllowed("A change of bank details is asked for by clerks, finance and administrators.")
    if any(change.open for change in earlier):
        raise BankChangeRefused("Another change of this supplier is under way: decide that one first.")
    if not reason.strip():
        raise BankChangeRefused("Say where the request came from: a letter, a message, an invoice.")
    tidy = checked(details)
    before = details_of(supplier)
    if same_details(tidy, before):
        raise BankChangeRefused("These are the details that the register has.")
    return BankChange(
        id="",
        supplier_id=supplier.id,
        state=ChangeState.REQUESTED,
        before=before,
        after=tidy,
        number_on_file=number_on_file(supplier, today),
        requested_by=person.id,
        requested_at=now,
        reason=reason.strip(),
    )


def checked(details: BankDetails) -> BankDetails:
    """The details without blanks around them. Raises BankChangeRefused for what cannot be an account or a number."""
    tidy = BankDetails(*(_tidy(text) for text in (details.iban, details.pix_key, details.bank_account, details.phone)))
    if tidy.iban and not is_iban(plain(tidy.iban)):
        raise BankChangeRefused(f"{tidy.iban} is no IBAN: its check digits do not fit.")
    if tidy.bank_account and bank_of(tidy.bank_account) is None:
        raise BankChangeRefused("A bank account begins with the three digits of its bank: 237/0334/0041882.")
    if tidy.pix_key and not _is_pix_key(tidy.pix_key):
        raise BankChangeRefused(f"{tidy.pix_key} is no PIX key: a CNPJ, a CPF, an address, a phone with +55 or a random key.")
    if tidy.phone and len(re.sub(r"\D", "", tidy.phone)) < _FEWEST_DIGITS:
        raise BankChangeRefused(f"{tidy.phone} is no telephone number.")
    return tidy


def _tidy(text: str | None) -> str | None:
    return " ".join((text or "").split())[:140] or None


def _is_pix_key(text: str) -> bool:
    bare = text.strip()
    if re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", bare):
        return True
    if re.fullmatch(r"\+\d{10,15}", bare.replace(" ", "")):
        return True
    if re.fullmatch(r"[0-9a-f]{8}(-?[0-9a-f]{4}){3}-?[0-9a-f]{12}", bare.lower()):
        return True
    return bool(is_valid_tax_id(compact_tax_id(bare)))


def record_call(
    change: BankChange, person: Person, number: str, spoke_with: str, called_at: datetime, outcome: CallOutcome, note: str, now: datetime
) -> BankChange:  # fmt: skip
    """The change after the supplier was called back.

    Raises BankChangeRefused when it is decided already, when the number is not the one that was on file before the
    request, for a call before the request or in the future, and when nobody is named who spoke.
    """
    if not person.has(*MAY_ASK):
        raise NotAllowed("Call-backs are recorded by clerks, finance and administrators.")
    if not change.open:
        raise BankChangeRefused("It is decided already.")
    if change.state is ChangeState.DENIED:
        raise BankChangeRefused("The supplier denied it: refuse it.")
    if change.number_on_file is None:
        raise BankChangeRefused(
            "There was no telephone number on file before this was asked for, or it was changed lately: nobody can be called back."
        )
    if _digits(number) != _digits(change.number_on_file):
        raise BankChangeRefused(f"Only a call to {change.number_on_file} counts: it was on file before this was asked for.")
    if called_at < change.requested_at or called_at > now:
        raise BankChangeRefused("The call was made after the request, and not in the future.")
    if outcome is not CallOutcome.NO_ANSWER and not spoke_with.strip():
        raise BankChangeRefused("Say whom you spoke with.")
    call = CallBack(person.id, change.number_on_file, spoke_with.strip(), called_at, now, outcome, note.strip())
    state = {CallOutcome.CONFIRMED: ChangeState.CONFIRMED, CallOutcome.DENIED: ChangeState.DENIED}
    return replace(change, calls=(*change.calls, call), state=state.get(outcome, change.state))


def _digits(number: str) -> str:
    return re.sub(r"\D", "", number)


def decide(
    change: BankChange, person: Person, agree: bool, note: str, now: datetime, today: date, cooling_off_days: int
) -> BankChange:
    """The change after a yes or a no.

    A yes needs a call-back that confirmed it and a second person: not who asked, not who called, and not who entered the
    invoice that asked for it. A no needs a reason; who asked may take it back. Raises NotAllowed, SegregationOfDuties,
    BankChangeRefused.
    """
    if not change.open:
        raise BankChangeRefused("It is decided already.")
    withdraws = not agree and person.id == change.requested_by
    if not person.has(*MAY_DECIDE) and not withdraws:
        raise NotAllowed("A change of bank details is agreed to by finance and administrators.")
    if not agree:
        if not note.strip():
            raise BankChangeRefused("A refusal needs a reason.")
        return replace(change, state=ChangeState.REFUSED, decided_by=person.id, decided_at=now, decision_note=note.strip())
    if person.id in change.hands or person.id == change.entered_by:
        raise SegregationOfDuties("Whoever asked for, called about or entered what asks for a new account does not agree to it.")
    if change.state is not ChangeState.CONFIRMED:
        raise BankChangeRefused("Nobody has called the supplier back and heard a yes.")
    return replace(
        change,
        state=ChangeState.AGREED,
        decided_by=person.id,
        decided_at=now,
        decision_note=note.strip(),
        first_payment_from=today + timedelta(days=cooling_off_days),
    )


def check_register(known: Supplier | None, wanted: Supplier) -> None:
    """The register's form changes no bank details of a supplier that is there; a first phone may be entered.

    Raises BankChangeRefused otherwise.
    """
    if known is None:
        checked(details_of(wanted))
        return
    before, after = details_of(known), details_of(wanted)
    if same_details(before, after):
        return
    if same_details(replace(before, phone=after.phone), after) and not known.phone:
        checked(after)
        return
    raise BankChangeRefused("Bank details and the telephone number change only by a request that is called back and agreed to.")
