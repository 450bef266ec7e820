"""Portuguese (Brazil) for the approvals: the queue, several at once, waiting until a day, the policy's settings about them."""

from __future__ import annotations

APPROVALS: dict[str, str] = {
    "Approve {n}: {sum}": "Aprovar {n}: {sum}",
    "Choose a day.": "Escolha um dia.",
    "Choose all": "Escolher todas",
    "Choose what is approved": "Escolha o que aprovar",
    "Decided by the link alone, up to": "Decidida só pelo link, até",
    "Fine on a late payment": "Multa por atraso",
    "Hold until a day": "Segurar até um dia",
    "Hold until then": "Segurar até lá",
    "It comes back on {day}.": "Ela volta em {day}.",
    "It is asked about again.": "Ela voltou para a fila.",
    "Interest on a late payment, for 30 days": "Juros de mora, por 30 dias",
    "Matched on their orders, nothing worth knowing, within your limit. Each gets its own entry.": (
        "Conferem com os pedidos, sem avisos, dentro da sua alçada. Cada uma tem seu próprio registro."
    ),
    "On hold until a day": "Seguradas até um dia",
    "Put off until a day": "Segurada até um dia",
    "Take it up again": "Retomar agora",
    "Taken up again": "Retomada",
    "The link asks for a fresh sign-in, from": "O link pede para entrar de novo, a partir de",
    "This link does not decide this.": "Este link não decide isto.",
    "Until": "Até",
    "Waits until {day}": "Espera até {day}",
    "What paying late costs": "O que custa pagar com atraso",
    "by the day, of the amount": "por dia, sobre o valor",
    "once, of the amount; what waits is ordered by the money that waiting costs": (
        "uma vez, sobre o valor; o que espera é ordenado pelo dinheiro que a espera custa"
    ),
    "the person signs in anew for this decision, whether signed in already or not": (
        "a pessoa entra de novo para esta decisão, já conectada ou não"
    ),
    "whoever has the link that was sent to an approver decides as that person, without signing in": (
        "quem tem o link enviado a um aprovador decide como essa pessoa, sem entrar"
    ),
    "{day} a day from {since}": "{day} por dia a partir de {since}",
    "{day} a day from {since}, and {fine} at once": "{day} por dia a partir de {since}, e {fine} de uma vez",
    "{fine} from {since}": "{fine} a partir de {since}",
    "{n} agree in everything: approve them together": "{n} conferem em tudo: aprovar juntas",
    "{n} approved.": "{n} aprovadas.",
    "{n} day after it is due on {due}": "{n} dia depois do vencimento em {due}",
    "{n} days after it is due on {due}": "{n} dias depois do vencimento em {due}",
}

APPROVALS_SAID: dict[str, str] = {
    # Why somebody is asked.
    "Leads {center}.": "Lidera {center}.",
    "{center} has no leader at present.": "{center} está sem líder no momento.",
    "{leader} put its supplier into the register.": "{leader} cadastrou o fornecedor.",
    "{leader} had a hand in the bank account that it is paid to.": "{leader} participou da mudança da conta que a recebe.",
    "{leader} entered, corrected or coded this invoice.": "{leader} incluiu, corrigiu ou classificou esta fatura.",
    "The share of {center} is above {leader}'s limit.": "A parte de {center} está acima da alçada de {leader}.",
    "With the supplier's other bills of these days {center} pays {whole}, above {leader}'s limit.": (
        "Com as outras cobranças do fornecedor nestes dias {center} paga {whole}, acima da alçada de {leader}."
    ),
    "From {limit} on, the director approves too.": "A partir de {limit}, a diretoria também aprova.",
    "This is one of several bills that come to more together.": "Esta é uma de várias cobranças que juntas somam mais.",
    # Why a decision was refused.
    "This invoice is not waiting for you.": "Esta fatura não espera por você.",
    "{amount} is above your limit.": "{amount} está acima da sua alçada.",
    "{amount} is above the limit of {name}.": "{amount} está acima da alçada de {name}.",
    "It asks for a look of its own.": "Ela pede um olhar só para ela.",
    "It does not wait.": "Ela não está segurada.",
    "It is taken up again by whoever put it off, or by finance.": "Quem a segurou, ou o financeiro, a retoma.",
    "It waits until a day after today, within a year.": "Ela espera até um dia depois de hoje, dentro de um ano.",
    "It waits until {day}: {reason}": "Ela espera até {day}: {reason}",
    "An invoice is put off by whoever is asked about it, or by finance.": (
        "Quem é perguntado sobre a fatura, ou o financeiro, a segura."
    ),
    "Only what waits for an approval is put off.": "Só se segura o que espera por uma aprovação.",
    "Waiting needs a reason.": "Segurar precisa de um motivo.",
    "A rejection needs a reason.": "Uma rejeição precisa de um motivo.",
    "There is nothing to send.": "Não há nada a enviar.",
    "You put its supplier into the register.": "Você cadastrou o fornecedor.",
    "You had a hand in the bank account that this is paid to.": "Você participou da mudança da conta que a recebe.",
    "It is on hold: {title}. {reason}": "Está retida: {title}. {reason}",
}
