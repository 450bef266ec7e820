"""The registers of suppliers and people, and who is signed in."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime

from ap_engine.model.errors import UnknownSupplier
from ap_engine.model.parties import Person, Role, Supplier
from ap_engine.store import serialise, values
from ap_engine.store.duckdb_dialect import Cursor, Row

Note = Callable[[str, str, object], None]
"""Writes an audit entry: event, subject, data."""

_SUPPLIER = (
    "id, name, tax_id, erp_id, email, category_code, default_split, order_required, blocked, iban, pix_key, created_by, "
    "phone, bank_account, phone_since"
)
_PERSON = "p.id, p.name, p.email, p.roles, p.limit_amount, p.limit_currency, p.active"


def _supplier(row: Row) -> Supplier:
    return Supplier(
        id=row[0],
        name=row[1],
        tax_id=row[2],
        erp_id=row[3],
        email=row[4],
        category_code=row[5],
        default_split=serialise.loads(tuple[tuple[str, str], ...], row[6]),
        order_required=row[7],
        blocked=row[8],
        iban=row[9],
        pix_key=row[10],
        created_by=row[11],
        phone=row[12],
        bank_account=row[13],
        phone_since=row[14],
    )


class Suppliers:
    """The register of suppliers."""

    def __init__(self, cursor: Cursor, note: Note) -> None:
        self._cursor, self._note = cursor, note

    def _where(self, rest: str, *values_: object) -> list[Supplier]:
        rows = self._cursor.rows(f"SELECT {_SUPPLIER} FROM suppliers {rest}", values_)  # noqa: S608  text of ours
        return [_supplier(row) for row in rows]

    def get(self, supplier_id: str) -> Supplier:
        """The supplier; raises UnknownSupplier."""
        found = self.find(supplier_id)
        if found is None:
            raise UnknownSupplier(f"({supplier_id})")
        return found

    def find(self, supplier_id: str) -> Supplier | None:
        """The supplier, or None."""
        return next(iter(self._where("WHERE id = ?", supplier_id)), None)

    def by_tax_id(self, tax_id: str) -> Supplier | None:
        """The supplier with a compact tax id; the first by id, should two have it."""
        return next(iter(self._where("WHERE tax_id = ? ORDER BY id", tax_id)), None)

    def all(self) -> tuple[Supplier, ...]:
        """Every supplier, by name."""
        return tuple(self._where("ORDER BY name NULLS LAST, id"))

    def save(self, supplier: Supplier) -> None:
        """Enter or change a supplier. The audit log keeps both what was and what is: bank details are worth it."""
        before = self.find(supplier.id)
        if supplier == before:
            return
        row = {**asdict(supplier), "default_split": serialise.dumps(supplier.default_split)}
        self._cursor.upsert("suppliers", ("id",), row)
        self._note("SupplierSaved", supplier.id, {"before": before, "now": supplier})


def _person(row: Row) -> Person:
    roles = frozenset(Role(role) for role in json.loads(row[3]))
    return Person(row[0], row[1], row[2], roles, values.money_of(row[4], row[5]), row[6])


class People:
    """Who works here, with their passwords' hashes and failed attempts to sign in."""

    def __init__(self, cursor: Cursor, note: Note) -> None:
        self._cursor, self._note = cursor, note

    def _where(self, rest: str, *values_: object) -> list[Person]:
        rows = self._cursor.rows(f"SELECT {_PERSON} FROM people p {rest}", values_)  # noqa: S608  text of ours
        return [_person(row) for row in rows]

    def get(self, person_id: str) -> Person:
        """The person; raises KeyError."""
        found = self.find(person_id)
        if found is None:
            raise KeyError(person_id)
        return found

    def find(self, person_id: str) -> Person | None:
        """The person, or None."""
        return next(iter(self._where("WHERE p.id = ?", person_id)), None)

    def find_by_email(self, email: str) -> Person | None:
        """The person with this address, in whatever case it is written."""
        return next(iter(self._where("WHERE lower(p.email) = ?", email.lower())), None)

    def all(self) -> tuple[Person, ...]:
        """Everybody, by name."""
        return tuple(self._where("ORDER BY p.name NULLS LAST, p.id"))

    def save(self, person: Person) -> None:
        """Enter or change a person. Raises ValueError when somebody else has the address: it is what one signs in with."""
        before, same = self.find(person.id), self.find_by_email(person.email)
        if same is not None and same.id != person.id:
            raise ValueError(f"{person.email} belongs to {same.name}")
        if person == before:
            return
        limit = values.money_columns(person.approval_limit)
        columns = ("name", "email", "roles", "limit_amount", "limit_currency", "active")
        row = (person.name, person.email, serialise.dumps(person.roles), *limit, person.active)
        if before is None:
            self._cursor.insert("people", ("id", *columns, "sign_in_failures"), [(person.id, *row, 0)])
        else:
            assignments = ", ".join(f"{name} = ?" for name in columns)
            self._cursor.change(f"UPDATE people SET {assignments} WHERE id = ?", [*row, person.id])  # noqa: S608
        self._note("PersonSaved", person.id, {"before": before, "now": person})

    def set_password_hash(self, person_id: str, password_hash: str) -> None:
        """Keep a new password's hash; earlier failures are forgotten. Raises KeyError for an unknown person."""
        sql = "UPDATE people SET password_hash = ?, sign_in_failures = 0 WHERE id = ?"
        if not self._cursor.change(sql, (password_hash, person_id)):
            raise KeyError(person_id)
        self._note("PasswordSet", person_id, {})

    def password_hash(self, person_id: str) -> str | None:
        """The password's hash; None without a person or a password."""
        row = self._cursor.one("SELECT password_hash FROM people WHERE id = ?", (person_id,))
        return row[0] if row else None

    def sign_in_failures(self, person_id: str) -> int:
        """Failed attempts since the last good one."""
        row = self._cursor.one("SELECT sign_in_failures FROM people WHERE id = ?", (person_id,))
        return row[0] if row else 0

    def record_sign_in(self, person_id: str, ok: bool) -> None:
        """Count a failed attempt, or start counting anew after a good one."""
        counted = "0" if ok else "sign_in_failures + 1"
        self._cursor.change(f"UPDATE people SET sign_in_failures = {counted} WHERE id = ?", (person_id,))  # noqa: S608
        self._note("SignedIn" if ok else "SignInFailed", person_id, {})


class Sessions:
    """Who is signed in: hashes of session tokens, never the tokens."""

    def __init__(self, cursor: Cursor, at: datetime) -> None:
        self._cursor, self._at = cursor, at

    def open(self, token_sha256: str, person_id: str, expires_at: datetime) -> None:
        """A person signed in until `expires_at`; sessions that have run out are forgotten."""
        self._cursor.change("DELETE FROM sessions WHERE expires_at <= ?", (self._at,))
        row = {"token_sha256": token_sha256, "person_id": person_id, "expires_at": expires_at}
        self._cursor.upsert("sessions", ("token_sha256",), row)

    def person_of(self, token_sha256: str, now: datetime) -> Person | None:
        """The active person whose session this is, while it lasts."""
        rows = self._cursor.rows(
            f"SELECT {_PERSON} FROM sessions s JOIN people p ON p.id = s.person_id "  # noqa: S608
            "WHERE s.token_sha256 = ? AND s.expires_at > ? AND p.active",
            (token_sha256, now),
        )
        return _person(rows[0]) if rows else None

    def ends(self, token_sha256: str) -> datetime | None:
        """When the session ends by itself."""
        row = self._cursor.one("SELECT expires_at FROM sessions WHERE token_sha256 = ?", (token_sha256,))
        return values.moment(row[0]) if row else None

    def close(self, token_sha256: str) -> None:
        """Signed out."""
        self._cursor.change("DELETE FROM sessions WHERE token_sha256 = ?", (token_sha256,))
