"""Messages to people's phones, in Portuguese."""

PUSH = {
    "1. Install the app ntfy. 2. Tap + and subscribe to a topic that nobody guesses.": (
        "1. Instale o aplicativo ntfy. 2. Toque em + e assine um tópico que ninguém adivinhe."
    ),
    "3. Write its address here, and send yourself a test:": "3. Escreva o endereço aqui e envie um teste para si:",
    "Add": "Adicionar",
    "Add a way": "Adicionar um meio",
    "Added. Send yourself a test.": "Adicionado. Envie um teste para si.",
    "Approvers are reminded twice at most, in one message a day, in business hours only.": (
        "Aprovadores são lembrados no máximo duas vezes, em uma mensagem por dia, só em horário comercial."
    ),
    "Business hours begin at": "O horário comercial começa às",
    "Business hours end at": "O horário comercial termina às",
    "By": "Por",
    "Country of the holidays": "País dos feriados",
    "Failed lately": "Falhou há pouco",
    "First reminder, business hours before due": "Primeiro lembrete, horas úteis antes do vencimento",
    "How do I get this on my phone?": "Como recebo isto no celular?",
    "It may hold a password, and is not shown again. ntfy, Telegram, Slack, Teams, Pushover, e-mail and others.": (
        "Pode conter uma senha e não é mostrado de novo. ntfy, Telegram, Slack, Teams, Pushover, e-mail e outros."
    ),
    "Its address": "Endereço",
    "Last of all by e-mail to {address}.": "Por último, por e-mail para {address}.",
    "Messages are written in": "As mensagens são escritas em",
    "Messages that reached nobody": "Mensagens que não chegaram a ninguém",
    "No way to tell": "Sem meio de avisar",
    "Nobody can tell you yet: add a way below.": "Ninguém consegue avisar você ainda: adicione um meio abaixo.",
    "Notifications": "Notificações",
    "Other services are written like this:": "Outros serviços são escritos assim:",
    "Reminder": "Lembrete",
    "Reminders": "Lembretes",
    "Remove": "Remover",
    "Removed.": "Removido.",
    "Second reminder, business hours before due": "Segundo lembrete, horas úteis antes do vencimento",
    "Send me a test": "Enviar um teste",
    "Sent to you lately": "Enviado a você há pouco",
    "Several invoices": "Várias faturas",
    "Somebody else is told, business hours before due": "Outra pessoa é avisada, horas úteis antes do vencimento",
    "Somebody is late": "Alguém está atrasado",
    "The service's words": "As palavras do serviço",
    "The test was sent: look at your phone.": "O teste foi enviado: olhe o seu celular.",
    "This is no address that messages can be sent to.": "Este não é um endereço para o qual se possa enviar mensagens.",
    "This person has no channel yet: they add one under Notifications.": (
        "Esta pessoa ainda não tem um meio: ela o adiciona em Notificações."
    ),
    "Use first": "Usar primeiro",
    "What the simulated phones got": "O que os celulares simulados receberam",
    "What waits for you is told on the first of these ways that works.": (
        "O que espera por você é avisado pelo primeiro destes meios que funcionar."
    ),
    "Withdrawn": "Retirada",
    "Your approval is asked": "Sua aprovação é pedida",
    "two letters, such as BR": "duas letras, como BR",
    "whoever stands in for the approver, else the director": "quem substitui o aprovador, senão o diretor",
    "24": "24",
    "9": "9",
    "4": "4",
    "18": "18",
    "BR": "BR",
}
