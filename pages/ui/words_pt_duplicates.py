"""Portuguese (Brazil) for duplicates: their holds, and the comparison of two invoices."""

from __future__ import annotations

DUPLICATES: dict[str, str] = {
    "Probably received already": "Provavelmente já recebida",
    "Looks like another one": "Parecida com outra",
    "Compare": "Comparar",
    "Compare with {id}": "Comparar com {id}",
    "This one": "Esta",
    "The other one": "A outra",
    "Open the other one": "Abrir a outra",
    "The other one waits because of this one.": "A outra espera por causa desta.",
    "This one waits because of the other one.": "Esta espera por causa da outra.",
    "{n} fields differ": "{n} campos diferem",
    "1 field differs": "1 campo difere",
    "Nothing that was read differs.": "Nada do que foi lido difere.",
    "Differs": "Difere",
    "Lines": "Linhas",
    "Account or code": "Conta ou código",
    "Entered by": "Lançada por",
    "File": "Arquivo",
}
