"""Portuguese (Brazil) for suppliers, bank changes and what is wrong with how an invoice asks to be paid."""

from __future__ import annotations

PAYMENT: dict[str, str] = {
    # Holds and refusals.
    "Another account than the one on file": "Conta diferente da cadastrada",
    "Tax id with wrong check digits": "CNPJ/CPF com dígito verificador errado",
    "Cancelled at the tax authority": "Cancelada na Sefaz",
    "There is no such change of bank details.": "Esta alteração de dados bancários não existe.",
    "This change of bank details cannot go on like this.": "Esta alteração de dados bancários não pode seguir assim.",
}
