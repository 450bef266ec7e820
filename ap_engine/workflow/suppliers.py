"""Which supplier of the register is this? By identifiers first, by name last (rule C3)."""

from __future__ import annotations

from ap_engine.model.invoice import InvoiceFields
from ap_engine.model.parties import Supplier
from ap_engine.rules.duplicates import supplier_root
from ap_engine.store import Transaction


def resolve(tx: Transaction, fields: InvoiceFields) -> Supplier | None:
    """The supplier that a person chose, else by tax id, else by the CNPJ's root when only one has it, else by its exact name.

    The name alone counts only when the document states no tax id: a known name with a foreign tax id is somebody else.
    """
    if fields.supplier_id and (chosen := tx.suppliers.find(fields.supplier_id)):
        return chosen
    if fields.supplier_tax_id:
        return tx.suppliers.by_tax_id(fields.supplier_tax_id) or _by_root(tx, fields.supplier_tax_id)
    return _by_name(tx, fields.supplier_name) if fields.supplier_name else None


def _by_root(tx: Transaction, tax_id: str) -> Supplier | None:
    root = supplier_root(tax_id)
    if root == tax_id:
        return None
    branches = [s for s in tx.suppliers.all() if supplier_root(s.tax_id) == root]
    return branches[0] if len(branches) == 1 else None


def _by_name(tx: Transaction, name: str) -> Supplier | None:
    plain = " ".join(name.casefold().split())
    same = [s for s in tx.suppliers.all() if " ".join(s.name.casefold().split()) == plain]
    return same[0] if len(same) == 1 else None
