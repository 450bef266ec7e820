"""Portuguese (Brazil) for standing in for somebody, for a supplier entered by hand, and for a yes that is held back."""

from __future__ import annotations

PEOPLE: dict[str, str] = {
    "It is on hold, and until that is cleared nobody says yes to it.": "Está bloqueada e, até isso se resolver, ninguém a aprova.",
    "This supplier cannot be entered like this.": "Este fornecedor não pode ser incluído assim.",
    "New supplier": "Novo fornecedor",
    "Its check digits are looked at.": "Os dígitos verificadores são conferidos.",
    "Where it is paid is asked for on its page: it is called back, and a second person agrees.": (
        "Onde se paga é pedido na página dele: liga-se de volta, e uma segunda pessoa concorda."
    ),
    "Away for some days?": "Vai se ausentar?",
    "Given away before": "Delegações anteriores",
    "You decide for {name} now": "Você decide por {name} agora",
    "You will decide for {name}": "Você vai decidir por {name}",
    "{name} decides for you now": "{name} decide por você agora",
    "{name} will decide for you": "{name} vai decidir por você",
    "Take it back": "Retomar",
    "Your own steps go to somebody else on these days, within your limit; nobody passes them on. You can still decide.": (
        "Suas aprovações vão para outra pessoa nestes dias, dentro do seu limite; ninguém as repassa. Você continua podendo decidir."
    ),
    "Who decides for you": "Quem decide por você",
    "Another approver": "Outro aprovador",
    "First day": "Primeiro dia",
    "Last day": "Último dia",
    "Holidays, a journey, illness": "Férias, viagem, doença",
    "Give them away": "Delegar",
    "Say who, the first and the last day, and why.": "Diga quem, o primeiro e o último dia, e por quê.",
    "Given away from {day} on.": "Delegadas a partir de {day}.",
    "Your approvals are yours again.": "Suas aprovações são suas de novo.",
}
