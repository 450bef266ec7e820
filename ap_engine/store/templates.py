"""Supplier templates in the books: the latest of each, every version, what was refused, alarms, and since when a rule holds."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime

from ap_engine.model.learning import DriftAlarm, Origin, StoredTemplate, TemplateRefusal, TemplateVersion
from ap_engine.store import serialise, values
from ap_engine.store.duckdb_dialect import Cursor, Row
from ap_engine.store.parties import Note

_TEMPLATE = "name, supplier_id, supplier, version, origin, yaml, in_force, changed_by, changed_at, why"
_VERSION = "name, version, yaml, origin, changed_by, changed_at, why, verdict"
_REFUSAL = "name, supplier_id, supplier, origin, yaml, refused_by, refused_at, reasons"


def _template(row: Row) -> StoredTemplate:
    name, supplier_id, supplier, version, origin, yaml, in_force, by, at, why = row
    return StoredTemplate(name, supplier_id, supplier, version, Origin(origin), yaml, in_force, by, values.moment(at), why)


def _version(row: Row) -> TemplateVersion:
    name, version, yaml, origin, by, at, why, verdict = row
    return TemplateVersion(name, version, yaml, Origin(origin), by, values.moment(at), why, verdict)


def _refusal(row: Row) -> TemplateRefusal:
    name, supplier_id, supplier, origin, yaml, by, at, reasons = row
    told = serialise.loads(tuple[str, ...], reasons)
    return TemplateRefusal(name, supplier_id, supplier, Origin(origin), yaml, by, values.moment(at), told)


class Templates:
    """The templates as one transaction or snapshot sees them."""

    def __init__(self, cursor: Cursor, note: Note, at: datetime) -> None:
        self._cursor, self._note, self._at = cursor, note, at

    def find(self, name: str) -> StoredTemplate | None:
        """The latest version of a template, in force or not; None when the books have none of this name."""
        rows = self._cursor.rows(f"SELECT {_TEMPLATE} FROM supplier_templates WHERE name = ?", (name,))  # noqa: S608
        return _template(rows[0]) if rows else None

    def all(self) -> tuple[StoredTemplate, ...]:
        """The latest version of every template, by name, without its text: that has whole documents in it."""
        columns = _TEMPLATE.replace("yaml", "''")
        rows = self._cursor.rows(f"SELECT {columns} FROM supplier_templates ORDER BY name NULLS LAST")  # noqa: S608
        return tuple(_template(row) for row in rows)

    def of_supplier(self, supplier_id: str) -> tuple[StoredTemplate, ...]:
        """A supplier's templates by name, in force or not."""
        sql = f"SELECT {_TEMPLATE} FROM supplier_templates WHERE supplier_id = ? ORDER BY name NULLS LAST"  # noqa: S608
        return tuple(_template(row) for row in self._cursor.rows(sql, (supplier_id,)))

    def heads(self) -> dict[str, tuple[int, bool]]:
        """Version and whether in force of every template by name, without their text."""
        rows = self._cursor.rows("SELECT name, version, in_force FROM supplier_templates ORDER BY name NULLS LAST")
        return {row[0]: (int(row[1]), bool(row[2])) for row in rows}

    def versions(self, name: str) -> tuple[TemplateVersion, ...]:
        """Every version of a template, the newest first."""
        rows = self._cursor.rows(
            f"SELECT {_VERSION} FROM supplier_template_versions WHERE name = ? ORDER BY version DESC NULLS LAST",  # noqa: S608
            (name,),
        )
        return tuple(_version(row) for row in rows)

    def save(self, template: StoredTemplate, verdict: str) -> None:
        """Enter a new version of a template; its alarm, which was about the former one, is over.

        The key on name and version is the second line of defence against two people who publish over the same version.
        """
        row = asdict(template)
        self._cursor.upsert("supplier_templates", ("name",), row)
        version = TemplateVersion(
            template.name, template.version, template.yaml, template.origin,
            template.changed_by, template.changed_at, template.why, verdict,
        )  # fmt: skip
        entry = asdict(version)
        self._cursor.insert("supplier_template_versions", tuple(entry), [tuple(entry.values())])
        self.end_alarm(template.name)
        told = {name: row[name] for name in row if name != "yaml"}
        self._note("TemplatePublished" if template.in_force else "TemplateRetired", template.name, {
            **told, "verdict": verdict, "sha256": hashlib.sha256(template.yaml.encode()).hexdigest(),
        })  # fmt: skip

    def refuse(self, refusal: TemplateRefusal) -> None:
        """Log what was proposed and refused. The audit log has every refusal; here the learner's last one of a name stands.

        It may propose the like after each document: a person reads what stands against it now.
        """
        row = asdict(refusal)
        told = (refusal.yaml, serialise.dumps(refusal.reasons)) if refusal.origin is not Origin.LEARNED else ()
        digest = hashlib.sha256("\n".join((refusal.name, refusal.origin.value, *told)).encode()).hexdigest()
        row |= {"id": digest, "reasons": serialise.dumps(refusal.reasons)}
        self._cursor.upsert("template_refusals", ("id",), row)
        text = hashlib.sha256(refusal.yaml.encode()).hexdigest()
        self._note("TemplateRefused", refusal.name, {
            "by": refusal.refused_by, "origin": refusal.origin, "reasons": refusal.reasons, "sha256": text,
        })  # fmt: skip

    def refusals(self) -> tuple[TemplateRefusal, ...]:
        """What was refused, the newest first."""
        rows = self._cursor.rows(
            f"SELECT {_REFUSAL} FROM template_refusals ORDER BY refused_at DESC NULLS LAST, id"  # noqa: S608
        )
        return tuple(_refusal(row) for row in rows)

    def alarms(self) -> dict[str, DriftAlarm]:
        """The standing alarms by template."""
        rows = self._cursor.rows("SELECT name, invoice_id, raised_at, words FROM template_alarms")
        return {row[0]: DriftAlarm(row[0], row[1], values.moment(row[2]), row[3]) for row in rows}

    def raise_alarm(self, supplier_id: str, alarm: DriftAlarm) -> None:
        """A supplier's layout drifted from its template; a newer alarm takes the place of an older."""
        row = {"name": alarm.name, "supplier_id": supplier_id, "invoice_id": alarm.invoice_id,
               "raised_at": alarm.raised_at, "words": alarm.words}  # fmt: skip
        self._cursor.upsert("template_alarms", ("name",), row)
        self._note("TemplateDrifted", alarm.name, {"invoice_id": alarm.invoice_id, "words": alarm.words})

    def end_alarm(self, name: str) -> None:
        """The alarm of a template is over."""
        if self._cursor.change("DELETE FROM template_alarms WHERE name = ?", (name,)):
            self._note("TemplateDriftEnded", name, {})

    def end_alarms_of(self, supplier_id: str) -> None:
        """The supplier's newest document is read right again."""
        rows = self._cursor.rows("SELECT name FROM template_alarms WHERE supplier_id = ?", (supplier_id,))
        for row in rows:
            self.end_alarm(row[0])

    def note_rules(self, name: str, fingerprints: Mapping[str, str]) -> None:
        """Keep how each field is read now, with since when; a field whose rule is the same keeps its moment."""
        rows = self._cursor.rows("SELECT field, fingerprint FROM template_rules WHERE name = ?", (name,))
        before: dict[str, str] = {row[0]: row[1] for row in rows}
        for field, fingerprint in fingerprints.items():
            if before.get(field) != fingerprint:
                row = {"name": name, "field": field, "fingerprint": fingerprint, "since": self._at}
                self._cursor.upsert("template_rules", ("name", "field"), row)
        for field in before.keys() - fingerprints.keys():
            # Read otherwise from now on: an empty fingerprint, so that its return starts anew.
            row = {"name": name, "field": field, "fingerprint": "", "since": self._at}
            if before[field]:
                self._cursor.upsert("template_rules", ("name", "field"), row)

    def rules_since(self, name: str) -> dict[str, datetime]:
        """Since when each field of a template is read the way it is read now."""
        rows = self._cursor.rows("SELECT field, since FROM template_rules WHERE name = ? AND fingerprint <> ''", (name,))
        return {row[0]: values.moment(row[1]) for row in rows}
