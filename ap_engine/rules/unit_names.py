"""How units are written on orders and invoices, in many languages, by their code of UN/ECE Recommendation 20 (and 21 for packs).

Sizes are in the dimension's own unit: a kilogram, a litre, a metre, a square metre, a piece, an hour, a month, a kilowatt-hour.
"""

from __future__ import annotations

from decimal import Decimal

# code: (dimension, how many of the dimension's own unit one is, names as people write them)
_MEASURES: dict[str, tuple[str, str, str]] = {
    "H87": (
        "piece", "1",
        "un und unid uni unidade unidades unit units u pc pcs pç pçs pca pcas pec peca peça pecas peças piece pieces pza pzas pieza piezas "
        "pz pezzo pezzi pce pces stk stck stuck stück stueck st ea each ud uds stuk stuks c62 nar ens h87 one nos art",
    ),
    "PR": ("piece", "2", "pr par pares pair pairs paar paire paires coppia npr"),
    "DZN": ("piece", "12", "dz dza dzn duzia dúzia duzias dúzias dozen dozens doz dutzend dtz douzaine docena dozzina dpc"),
    "CEN": ("piece", "100", "cen cento centos cto hundred ciento centaine hundert"),
    "MIL": ("piece", "1000", "mil mlh milh milheiro milheiros thousand tausend tsd millar mille"),
    "MGM": ("mass", "0.000001", "mg mgm"),
    "GRM": ("mass", "0.001", "g gr grs grm grama gramas gram grams gramm gramme grammes gramo gramos grammi"),
    "KGM": ("mass", "1", "kg kgs kgm kilo kilos kilogram kilograms kilogramm kilogramme quilo quilos quilograma quilogramas"),
    "TNE": ("mass", "1000", "t to ton tn tne tonelada toneladas tonne tonnes tonnen tonnellata"),
    "LBR": ("mass", "0.45359237", "lb lbs lbr pound pounds libra libras"),
    "ONZ": ("mass", "0.028349523125", "oz onz ounce ounces"),
    "MLT": ("volume", "0.001", "ml mlt mililitro mililitros milliliter millilitre"),
    "LTR": ("volume", "1", "l lt lts ltr litro litros liter litre litres litri"),
    "HLT": ("volume", "100", "hl hlt hectolitro hektoliter"),
    "MTQ": ("volume", "1000", "m3 m³ mtq cbm metro_cubico metros_cubicos kubikmeter"),
    "MMT": ("length", "0.001", "mm mmt milimetro milímetro milimetros millimeter"),
    "CMT": ("length", "0.01", "cm cmt centimetro centímetro centimetros zentimeter"),
    "MTR": ("length", "1", "m mt mts mtr metro metros meter metre metres metri lfm"),
    "KMT": ("length", "1000", "km kmt quilometro quilometros kilometer"),
    "CMK": ("area", "0.0001", "cm2 cm² cmk"),
    "MTK": ("area", "1", "m2 m² mtk qm sqm metro_quadrado metros_quadrados quadratmeter"),
    "SEC": ("time", "0.00027777777777777778", "sec seg segundo segundos"),
    "MIN": ("time", "0.01666666666666666667", "min minuto minutos minute minutes minuten"),
    "HUR": ("time", "1", "h hr hrs hur hora horas hour hours std stunde stunden heure heures ora ore uur"),
    "MON": ("months", "1", "mes mês meses mon month months monat monate mois mese mesi maand mth"),
    "QAN": ("months", "3", "trimestre trimestres quarter quartal qan"),
    "ANN": ("months", "12", "ano anos ann year years jahr jahre an année anno anni año años jaar"),
    "WHR": ("energy", "0.001", "wh whr"),
    "KWH": ("energy", "1", "kwh"),
    "MWH": ("energy", "1000", "mwh"),
    "KWT": ("power", "1", "kw kwt"),
    "MAW": ("power", "1000", "mw maw"),
}  # fmt: skip

# A day has no size in hours, and a pack none in pieces, before somebody says which: each is a dimension of its own.
_APART: dict[str, str] = {
    "DAY": "dia dias day days tag tage jour jours giorno giorni diaria diária diarias dag",
    "WEE": "semana semanas week weeks woche wochen semaine wee",
    "BX": "bx cx cxs caixa caixas box boxes xbx kiste kisten boite boîte caja cajas scatola doos",
    "CT": "ct ctn carton cartons xct karton kartons cartone cartão",
    "PK": "pk pkt pck pack packs packet pct pcte pacote pacotes paquete paquetes paket pakete packung pkg xpk xpa colis pacco",
    "BG": "bg bag bags xbg sc saco sacos sack beutel bolsa sac sacchetto zak",
    "RO": "ro rl rolo rolos roll rolls rolle rollen rouleau rollo rotolo rol xro bobina bobinas bob",
    "PF": "pf pl plt pallet pallets palete paletes palette paletten xpx xpf",
    "DR": "dr tambor tambores drum drums fass xdr tb",
    "BO": "bo garrafa garrafas frasco frascos fr bottle bottles flasche flaschen bouteille xbo gf",
    "CA": "ca lata latas can cans dose dosen xca",
    "BJ": "bd balde baldes bucket buckets eimer xbj gl galao galão galões gal",
    "BE": "fd fardo fardos feixe bundle bundles bund xbe",
    "TU": "tubo tubos tube tubes tu xtu",
    "RM": "rm resma resmas ream reams ries",
    "SET": "set sets cj conj conjunto conjuntos jg jogo jogos kit kits satz juego jeu",
    "LS": "ls vb verba pauschal pausch psch lump_sum forfait",
    "BK": "bl bloco blocos pad talao talão",
    "SX": "envio remessa shipment",
    "E48": "serv servico serviço servicos serviços service services svc sv sr e48 act",
}


def _table() -> dict[str, str]:
    names: dict[str, str] = {}
    for code, text in ((code, text) for code, (_, _, text) in _MEASURES.items()):
        names |= dict.fromkeys((*text.split(), code.lower()), code)
    for code, text in _APART.items():
        names |= dict.fromkeys((*text.split(), code.lower()), code)
    return {name.replace("_", " "): code for name, code in names.items()}


CODE_OF = _table()
SIZE_OF = {code: (dimension, Decimal(size)) for code, (dimension, size, _) in _MEASURES.items()}
PACKS = frozenset(("BX", "CT", "PK", "BG", "RO", "PF", "DR", "BO", "CA", "BJ", "BE", "TU", "RM", "SET", "BK"))
