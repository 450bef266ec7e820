"""Portuguese: links to the supplier portal."""

from __future__ import annotations

PORTAL = {
    "Supplier portal": "Portal do fornecedor",
    "This is the link. It is shown this once: send it to the supplier now.": (
        "Este é o link. Ele aparece só desta vez: envie ao fornecedor agora."
    ),
    "I have copied it": "Já copiei",
    "No link was made yet. By a link of its own the supplier sends invoices and sees where they stand.": (
        "Nenhum link foi criado ainda. Por um link próprio o fornecedor envia faturas e vê como estão."
    ),
    "Made by {who} on {day}": "Criado por {who} em {day}",
    "Revoked": "Cancelado",
    "Expired": "Expirado",
    "Until {day}": "Até {day}",
    "Revoke": "Cancelar",
    "Good for": "Válido por",
    "30 days": "30 dias",
    "90 days": "90 dias",
    "1 year": "1 ano",
    "Make a link": "Criar link",
    "The link is made.": "O link foi criado.",
    "The link opens nothing any more.": "O link não abre mais nada.",
    "Portal link made": "Link do portal criado",
    "Portal link revoked": "Link do portal cancelado",
}
