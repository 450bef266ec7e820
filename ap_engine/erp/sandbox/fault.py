"""A fault as Omie answers it: HTTP 500 and `{"faultstring", "faultcode"}` for every business no (omie-api.md 1.4, 1.5)."""

from __future__ import annotations

from ap_engine.erp.wire import Json


class Fault(Exception):
    """The answer to a call that is refused. `code` is the part after `SOAP-ENV:`."""

    def __init__(self, code: str, words: str, status: int = 500) -> None:
        super().__init__(words)
        self.code = code
        self.words = words
        self.status = status

    @property
    def answer(self) -> Json:
        """The body."""
        return {"faultstring": self.words, "faultcode": f"SOAP-ENV:{self.code}"}


def business(code: int, words: str) -> Fault:
    """A fault with Omie's own words."""
    return Fault(f"Client-{code}", f"ERROR: {words}")


def own(words: str) -> Fault:
    """A fault whose real wording is not known: marked as the sandbox's own."""
    return Fault("Client-9999", f"ERROR: {words} (sandbox)")


def required(tag: str) -> Fault:
    """A required tag is missing or empty."""
    return business(1000, f"O preenchimento da tag [{tag}] é obrigatório!")


def no_records(page: int) -> Fault:
    """An empty list."""
    return business(5113, f"Não existem registros para a página [{page}]!")
