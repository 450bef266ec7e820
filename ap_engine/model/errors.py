"""Refusals and ERP answers. The docstring of a refusal is the message that a person reads; `detail` says more."""

from __future__ import annotations


class Refusal(Exception):
    """The request was refused."""

    def __init__(self, detail: str = "") -> None:
        self.detail = detail
        super().__init__(detail)

    @property
    def message(self) -> str:
        """What the person is told: the class's docstring, then the detail."""
        text = (self.__class__.__doc__ or "").strip()
        return f"{text} {self.detail}".strip()

    def __str__(self) -> str:
        return self.message


class StaleVersion(Refusal):
    """This invoice changed while you were looking at it. Look again before you decide."""


class NotAllowed(Refusal):
    """You do not have the authority for this."""


class OnHold(NotAllowed):
    """It is on hold, and until that is cleared nobody says yes to it."""

    # `title` is the hold's, `reason` what the rule said.
    def __init__(self, title: str = "", reason: str = "") -> None:
        self.title, self.reason = title, reason
        super().__init__(f"{title}: {reason}" if title else "")


class IllegalTransition(Refusal):
    """This cannot be done in the invoice's present state."""


class SegregationOfDuties(Refusal):
    """Whoever entered, corrected or coded an invoice cannot approve it; somebody else has to."""


class IdempotencyConflict(Refusal):
    """The same request was made before with other content. Nothing was changed."""


class LinkRefused(Refusal):
    """This link does not decide this."""


class UnknownSupplier(Refusal):
    """This supplier is not in the register."""


class UnknownInvoice(Refusal):
    """There is no such invoice."""


class IncompleteInvoice(Refusal):
    """Something required is missing or wrong on this invoice."""


class InvalidSplit(Refusal):
    """The split over cost centers does not add up."""


class UnreadableUpload(Refusal):
    """This file cannot be taken in."""


class TemplateError(Refusal):
    """The supplier's template has a mistake."""


class TemplateWorse(Refusal):
    """This template would read a reconciled invoice worse than it is read today, so it was not put in force."""

    def __init__(self, differences: tuple[str, ...]) -> None:
        self.differences = differences
        super().__init__("; ".join(differences) + ".")


class StaleTemplate(StaleVersion):
    """This template was changed while you were looking at it. Look at the new version before you publish yours."""


class UnknownTemplate(Refusal):
    """There is no such template."""


class PolicyError(Refusal):
    """The policy has a mistake."""

    # `path` leads to the setting, `problem` is what is the matter with it without saying where, `line` where it stands.
    def __init__(self, detail: str = "", path: tuple[str, ...] = (), line: int | None = None, problem: str = "") -> None:
        self.path, self.line, self.problem = path, line, problem or detail
        super().__init__(detail)


class PolicyRefused(Refusal):
    """This policy cannot be proposed like this."""


class StalePolicy(StaleVersion):
    """The rules changed since this was proposed. It has to be proposed anew over the present ones."""


class UnknownPolicy(Refusal):
    """There is no such version of the policy."""


class SecondPerson(Refusal):
    """Whoever proposed a policy does not agree to it; somebody else has to."""


class UnknownBankChange(Refusal):
    """There is no such change of bank details."""


class SupplierRefused(Refusal):
    """This supplier cannot be entered like this."""


class BankChangeRefused(Refusal):
    """This change of bank details cannot go on like this."""


class UnusableChannel(Refusal):
    """This is no address that messages can be sent to."""


class StoreBusy(Refusal):
    """Another process holds the books. Go through the running application, or stop it first."""


class ErpError(Exception):
    """An answer, or the lack of one, from the ERP; `str()` is the ERP's own words."""


class ErpUnavailable(ErpError):
    """Nothing was sent or nothing was done: try again later. `retry_after` is in seconds where the ERP said so."""

    def __init__(self, words: str, retry_after: int | None = None) -> None:
        super().__init__(words)
        self.retry_after = retry_after


class ErpOutcomeUnknown(ErpError):
    """Sent, and no answer: look our reference up before anything is sent again."""


class ErpRefused(ErpError):
    """The ERP said no, for a business reason: a person has to act."""
