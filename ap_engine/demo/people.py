"""The people of the demonstration company, their cost centers and what each may spend in a month."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from ap_engine.model.coding import CostCenter
from ap_engine.model.money import Money
from ap_engine.model.parties import Person, Role

CURRENCY = "BRL"


@dataclass(frozen=True, slots=True)
class SignIn:
    """A sign-in that exists in demonstration mode only; the password says so itself."""

    email: str
    password: str


def _person(person_id: str, name: str, *roles: Role, limit: str | None = None) -> Person:
    amount = Money.of(limit, CURRENCY) if limit else None
    return Person(person_id, name, f"{person_id}@demo.example", frozenset(roles), amount)


DIRECTOR = "helena.prado"
CLERK = "ana.souza"
SECOND_CLERK = "pedro.campos"
FINANCE = "paula.teixeira"
ADMINISTRATOR = "tomas.ribeiro"

PEOPLE: tuple[Person, ...] = (
    _person(CLERK, "Ana Souza", Role.CLERK),
    _person(SECOND_CLERK, "Pedro Campos", Role.CLERK),
    _person("marcos.tavares", "Marcos Tavares", Role.APPROVER, limit="80000"),
    _person("renata.lima", "Renata Lima", Role.APPROVER, limit="40000"),
    _person("bruno.azevedo", "Bruno Azevedo", Role.APPROVER, limit="40000"),
    _person("camila.rocha", "Camila Rocha", Role.APPROVER, limit="30000"),
    _person("otavio.nunes", "Otávio Nunes", Role.APPROVER, limit="40000"),
    _person("lucia.freitas", "Lúcia Freitas", Role.APPROVER, limit="40000"),
    _person("sandra.moura", "Sandra Moura", Role.APPROVER, limit="20000"),
    _person("diego.carvalho", "Diego Carvalho", Role.APPROVER, limit="30000"),
    _person(DIRECTOR, "Helena Prado", Role.APPROVER, limit="500000"),
    _person(FINANCE, "Paula Teixeira", Role.FINANCE),
    _person("jorge.mendes", "Jorge Mendes", Role.FINANCE),
    _person("livia.barros", "Lívia Barros", Role.ANALYST),
    _person(ADMINISTRATOR, "Tomás Ribeiro", Role.ADMINISTRATOR),
    _person("irene.castro", "Irene Castro", Role.AUDITOR),
)

COST_CENTERS: tuple[CostCenter, ...] = (
    CostCenter("production", "Production", "marcos.tavares", "5476993601"),
    CostCenter("maintenance", "Maintenance", "renata.lima", "5476993602"),
    CostCenter("technology", "Information technology", "bruno.azevedo", "5476993603"),
    CostCenter("marketing", "Marketing", "camila.rocha", "5476993604"),
    CostCenter("logistics", "Logistics", "otavio.nunes", "5476993605"),
    CostCenter("facilities", "Facilities", "lucia.freitas", "5476993606"),
    CostCenter("people", "People", "sandra.moura", "5476993607"),
    CostCenter("sales", "Sales", "diego.carvalho", "5476993608"),
)

MONTHLY_BUDGETS: dict[str, Decimal] = {
    "production": Decimal(260000),
    "maintenance": Decimal(260000),
    "technology": Decimal(85000),
    "marketing": Decimal(24000),
    "logistics": Decimal(70000),
    "facilities": Decimal(110000),
    "sales": Decimal(80000),
}
# Trainings are planned by the year, not by the month.
YEARLY_BUDGETS: dict[str, Decimal] = {"people": Decimal(10000)}

SIGN_INS: tuple[SignIn, ...] = tuple(SignIn(person.email, f"demonstration-{person.id.split('.')[0]}") for person in PEOPLE)
# The way in of one supplier of the demonstration, as well known as its passwords: it opens nothing but made-up books.
PORTAL_SUPPLIER, PORTAL_TOKEN = "boa-vista", "demonstration-boa-vista"
