"""Who stands at the head of a document: name, address, tax numbers, bank and the look of a company."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Letterhead:
    """A company as its own paper shows it. `tax_id` is compact; `city_code` is IBGE's, its first two digits the state's.

    `colour` is RRGGBB, `logo` the name of a vector mark that `documents.marks` draws.
    """

    name: str
    trade_name: str
    tax_id: str
    street: str
    number: str
    district: str
    city: str
    city_code: str
    state: str
    postal_code: str
    phone: str
    email: str
    colour: str = "1F3A5F"
    logo: str = "ring"
    country: str = "BR"
    state_registration: str = ""
    municipal_registration: str = ""
    bank_name: str = ""
    bank_code: str = ""
    agency: str = ""
    account: str = ""
    iban: str | None = None
    bic: str = ""
    pix_key: str | None = None

    @property
    def site(self) -> str:
        """The address of the company's pages, from its e-mail."""
        return "www." + self.email.split("@", 1)[1]

    @property
    def street_line(self) -> str:
        """Street and number as the country writes them."""
        return f"{self.street} {self.number}" if self.country == "DE" else f"{self.street}, {self.number}"

    @property
    def city_line(self) -> str:
        """Postal code, city and state as the country writes them."""
        if self.country == "DE":
            return f"{self.postal_code} {self.city}"
        return f"{self.postal_code[:5]}-{self.postal_code[5:]}  {self.city} - {self.state}"
