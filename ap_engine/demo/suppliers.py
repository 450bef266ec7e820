"""The suppliers of the demonstration company, and what each one sells. None of these companies exists."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from stdnum import iban
from stdnum.br import cnpj

from ap_engine.demo.letterhead import Letterhead
from ap_engine.model.parties import Supplier


@dataclass(frozen=True, slots=True)
class CatalogueItem:
    """Something that a supplier sells: our code, theirs, and the price that we agreed on."""

    code: str
    supplier_code: str
    description: str
    unit: str
    price: Decimal
    is_service: bool = False


@dataclass(frozen=True, slots=True)
class DemoSupplier:
    """A supplier with its letter paper and its catalogue. `in_erp` says whether the ERP knows it; `registered` whether we do."""

    supplier: Supplier
    letterhead: Letterhead
    items: tuple[CatalogueItem, ...]
    in_erp: bool = True
    registered: bool = True


def with_check_digits(first_twelve: str) -> str:
    """A CNPJ, numeric or alphanumeric, from its first twelve characters."""
    return first_twelve + str(cnpj.calc_check_digits(first_twelve))


def _iban(country: str, account: str) -> str:
    return f"{country}{iban.calc_check_digits(f'{country}00{account}')}{account}"


COMPANY_LETTERHEAD = Letterhead(
    "Ipê Azul Indústria de Móveis S.A.", "Ipê Azul", with_check_digits("618427530001"), "Rua das Araucárias", "1450",
    "Cidade Industrial", "Curitiba", "4106902", "PR", "81290000", "(41) 3000-4400", "notas@ipeazul.demo.example",
    colour="1D4E89", logo="leaf", state_registration="90812345-07", municipal_registration="17088214-3",
)  # fmt: skip

NEW_GERMAN_IBAN = _iban("DE", "500105170064489012")
NEW_BRAZILIAN_IBAN = _iban("BR", "33000167013000099120447C1")
STRANGE_PIX_KEY = "recebimentos@contarapida.demo.example"


def _item(code: str, supplier_code: str, description: str, unit: str, price: str, *, service: bool = False) -> CatalogueItem:
    return CatalogueItem(code, supplier_code, description, unit, Decimal(price), service)


def _demo(
    supplier_id: str, letterhead: Letterhead, category: str, items: tuple[CatalogueItem, ...], *, split: tuple[tuple[str, str], ...] = (),
    order_required: bool = True, blocked: bool = False, in_erp: bool = True, registered: bool = True,
) -> DemoSupplier:  # fmt: skip
    supplier = Supplier(
        supplier_id, letterhead.name, letterhead.tax_id, None, letterhead.email, category, split, order_required, blocked,
        letterhead.iban, letterhead.pix_key, phone=letterhead.phone,
        bank_account="/".join((letterhead.bank_code, letterhead.agency, letterhead.account)) if letterhead.bank_code else None,
    )  # fmt: skip
    return DemoSupplier(supplier, letterhead, items, in_erp, registered)


SUPPLIERS: tuple[DemoSupplier, ...] = (
    _demo("boa-vista", Letterhead(
        "Metalúrgica Boa Vista Ltda", "Boa Vista Metais", with_check_digits("985310420001"), "Rodovia BR-376", "8800", "Distrito Industrial",
        "Ponta Grossa", "4119905", "PR", "84043000", "(42) 3220-1180", "faturamento@boavistametais.demo.example", "8A3324", "gear",
        state_registration="20145678-11", bank_name="Banco Araucária", bank_code="237", agency="0334", account="0041882",
    ), "2.01.01", (
        _item("ACO-1045", "BV-1045", "Chapa de aço 1045 3 mm", "KG", "9.85"),
        _item("TUB-2538", "BV-T2538", "Tubo industrial 25 x 38 mm", "UN", "42.30"),
        _item("PAR-0816", "BV-P0816", "Parafuso sextavado M8 x 16 (cento)", "UN", "31.90"),
    )),
    _demo("embalapack", Letterhead(
        "Embalapack Indústria de Embalagens Ltda", "Embalapack", with_check_digits("987420180001"), "Rua Wenceslau Braz", "615", "Boqueirão",
        "Curitiba", "4106902", "PR", "81670000", "(41) 3377-2040", "nfe@embalapack.demo.example", "2E7D4F", "cube",
        state_registration="90233410-55", bank_name="Banco Campo Largo", bank_code="341", agency="1290", account="0227716",
    ), "2.01.02", (
        _item("CX-6040", "6040-K", "Caixa de papelão 60 x 40 x 40", "UN", "7.45"),
        _item("FIL-0500", "STR-500", "Filme stretch 500 mm", "UN", "38.60"),
        _item("FIT-0048", "FA-48", "Fita adesiva 48 mm x 100 m", "UN", "9.20"),
    )),
    _demo("papel-cia", Letterhead(
        "Papel & Cia Suprimentos Ltda", "Papel & Cia", with_check_digits("983011560001"), "Avenida Sete de Setembro", "3021", "Centro",
        "Curitiba", "4106902", "PR", "80230010", "(41) 3019-5522", "cobranca@papelecia.demo.example", "0F6E84", "ring",
        state_registration="90187743-20", bank_name="Banco Campo Largo", bank_code="341", agency="0711", account="0093304",
        pix_key="cobranca@papelecia.demo.example",
    ), "2.03.01", (
        _item("PAP-A4", "PC-0104", "Papel A4 75 g, caixa com 10 resmas", "UN", "248.00"),
        _item("TON-HP26", "PC-2610", "Toner preto 26X", "UN", "389.90"),
        _item("PAS-AZ", "PC-0310", "Pasta suspensa, pacote com 50", "UN", "112.50"),
        _item("CAD-ESC", "PC-7040", "Cadeira ergonômica giratória", "UN", "1290.00"),
    )),
    _demo("nuvem-clara", Letterhead(
        "Nuvem Clara Tecnologia da Informação Ltda", "Nuvem Clara", with_check_digits("986674290001"), "Rua Bocaiúva", "2468", "Centro",
        "Florianópolis", "4205407", "SC", "88015530", "(48) 3029-7100", "fiscal@nuvemclara.demo.example", "3867C8", "cloud",
        municipal_registration="447120-8", bank_name="Banco Ilha", bank_code="085", agency="0104", account="0558120",
        pix_key="fiscal@nuvemclara.demo.example",
    ), "2.04.01", (
        _item("SRV-HOSP", "NC-HOSP", "Hospedagem gerenciada em nuvem, mensal", "MES", "14800.00", service=True),
        _item("SRV-SUP", "NC-SUP", "Suporte técnico especializado", "H", "185.00", service=True),
    )),
    _demo("brilho", Letterhead(
        "Brilho Serviços de Limpeza e Conservação Ltda", "Grupo Brilho", with_check_digits("984125900001"), "Rua Anne Frank", "980", "Hauer",
        "Curitiba", "4106902", "PR", "81610020", "(41) 3276-8800", "financeiro@grupobrilho.demo.example", "5B3E96", "star",
        municipal_registration="08841277-1", bank_name="Banco Araucária", bank_code="237", agency="2087", account="0065441",
    ), "2.05.01", (
        _item("LIMP-MES", "GB-100", "Limpeza e conservação predial, mensal", "MES", "9850.00", service=True),
        _item("LIMP-VID", "GB-220", "Limpeza de vidros em altura", "UN", "3400.00", service=True),
    )),
    _demo("energia-iguacu", Letterhead(
        "Energia do Iguaçu Distribuição S.A.", "Energia do Iguaçu", with_check_digits("981907340001"), "Avenida Brasil", "77", "Centro",
        "Foz do Iguaçu", "4108304", "PR", "85851000", "0800 000 1166", "grandesclientes@energiaiguacu.demo.example", "173F6B", "bolt",
        state_registration="10200033-12",
    ), "2.06.01", (
        _item("", "0D01", "Consumo ativo fora de ponta", "kWh", "0.4312"),
        _item("", "0D02", "Consumo ativo na ponta", "kWh", "0.6875"),
        _item("", "0D07", "Demanda contratada", "kW", "31.2000"),
    ), split=(("production", "80"), ("facilities", "20")), order_required=False),
    _demo("araucaria", Letterhead(
        "Araucária Telecomunicações S.A.", "araucária", with_check_digits("989036210001"), "Rua Visconde de Nácar", "1440", "Centro",
        "Curitiba", "4106902", "PR", "80410201", "0800 000 0000", "empresas@araucariatelecom.demo.example", "6A2C91", "tower",
        state_registration="90304471-88", bank_name="Banco Campo Largo", bank_code="341", agency="0009", account="0770012",
    ), "2.06.02", (
        _item("", "LINK-500", "Link dedicado 500 Mbps", "UN", "2890.00"),
        _item("", "MOV-40", "Plano móvel empresas, linhas", "UN", "59.90"),
        _item("", "VOIP-8", "Tronco SIP 30 canais", "UN", "640.00"),
    ), split=(("technology", "70"), ("sales", "30")), order_required=False),
    _demo("rota-verde", Letterhead(
        "Rota Verde Transportes Rodoviários Ltda", "Rota Verde", with_check_digits("982553870002"), "Rodovia Contorno Sul", "km 12",
        "Tatuquara", "São José dos Pinhais", "4125506", "PR", "83030000", "(41) 3588-9010", "faturas@rotaverde.demo.example", "1E7B4B", "arrow",
        state_registration="90559321-04", bank_name="Banco Araucária", bank_code="237", agency="0455", account="0118203",
        pix_key=with_check_digits("982553870002"),
    ), "2.07.01", (
        _item("FRT-SP", "RV-CWB-SP", "Frete Curitiba - São Paulo, carga fechada", "UN", "4150.00", service=True),
        _item("FRT-RS", "RV-CWB-POA", "Frete Curitiba - Porto Alegre, carga fechada", "UN", "4680.00", service=True),
    )),
    _demo("northgate", Letterhead(
        "Northgate Software Brasil Ltda", "Northgate", with_check_digits("985718460001"), "Avenida Paulista", "1106", "Bela Vista",
        "São Paulo", "3550308", "SP", "01310914", "+55 11 4210-3300", "billing@northgate.demo.example", "0B5D5A", "hexagon",
        municipal_registration="5.118.402-9", bank_name="Banco Paulista de Demonstração", bank_code="422", agency="0061", account="0418825",
        iban=_iban("BR", "60746948033470000418825C1"), bic="DEMOBRSPXXX",
    ), "2.04.02", (
        _item("LIC-CAD", "NG-CAD-PRO", "CAD Professional, annual seat", "UN", "3480.00", service=True),
        _item("LIC-PLM", "NG-PLM", "Product data server, annual", "UN", "18900.00", service=True),
        _item("TRN-CAD", "NG-TRN", "On-site training, day", "UN", "2750.00", service=True),
    )),
    _demo("hidromec", Letterhead(
        "Hidromec Manutenção Industrial Ltda", "Hidromec", with_check_digits("988240950001"), "Rua Dona Francisca", "8300", "Zona Industrial",
        "Joinville", "4209102", "SC", "89219600", "(47) 3461-0707", "notas@hidromec.demo.example", "1565A0", "drop",
        state_registration="25433120-9", municipal_registration="33120-4", bank_name="Banco Ilha", bank_code="085", agency="0118",
        account="0904417", pix_key="notas@hidromec.demo.example",
    ), "2.05.02", (
        _item("MAN-PREV", "HM-PREV", "Manutenção preventiva de prensas", "UN", "6200.00", service=True),
        _item("VED-KIT", "HM-KV12", "Kit de vedação hidráulica", "UN", "418.00"),
        _item("OLE-068", "HM-O68", "Óleo hidráulico ISO 68, balde 20 l", "UN", "389.00"),
    )),
    _demo("lumen", Letterhead(
        "Lumen Automação e Robótica Ltda", "Lumen Robótica", with_check_digits("98LUM7A40001"), "Rua Roxo Moreira", "42", "Cidade Universitária",
        "Campinas", "3509502", "SP", "13083592", "(19) 3288-5150", "nfe@lumenrobotica.demo.example", "B3541E", "bars",
        state_registration="795431220118", bank_name="Banco Paulista de Demonstração", bank_code="422", agency="0033", account="0702215",
    ), "2.01.03", (
        _item("SEN-IND", "LR-S20", "Sensor indutivo M18", "UN", "186.00"),
        _item("CLP-16", "LR-C16", "Controlador lógico 16 E/S", "UN", "4390.00"),
        _item("GAR-PNE", "LR-G07", "Garra pneumática paralela", "UN", "2870.00"),
    )),
    _demo("schwarzwald", Letterhead(
        "Schwarzwald Antriebstechnik GmbH", "Schwarzwald Antriebe", "DE284761936", "Gewerbestraße", "18", "", "Titisee-Neustadt", "", "",
        "79822", "+49 7651 90440", "rechnung@schwarzwald-antriebe.demo.example", "1F1F1F", "gear", country="DE",
        bank_name="Volksbank Hochrhein (Demo)", iban=_iban("DE", "682900000043178200"), bic="DEMODE61XXX",
    ), "2.01.04", (
        _item("MOT-075", "SA-07520", "Getriebemotor 0,75 kW", "Stk", "412.50"),
        _item("GET-110", "SA-11040", "Planetengetriebe PG 110", "Stk", "968.00"),
    )),
    _demo("farol", Letterhead(
        "Farol Comunicação e Eventos Ltda", "Farol", with_check_digits("986390150001"), "Rua Padre Anchieta", "2050", "Bigorrilho",
        "Curitiba", "4106902", "PR", "80730000", "(41) 3026-1414", "contas@farolcomunica.demo.example", "D0342C", "star",
        municipal_registration="21177430-6", bank_name="Banco Araucária", bank_code="237", agency="0334", account="0095530",
        pix_key="contas@farolcomunica.demo.example",
    ), "2.08.01", (
        _item("CAMP-DIG", "F-DIG", "Campanha digital, mês de veiculação", "MES", "12400.00", service=True),
        _item("FEIRA", "F-EST", "Montagem de estande em feira", "UN", "21500.00", service=True),
    ), in_erp=False),
    _demo("tres-rios", Letterhead(
        "Comercial Três Rios Ferragens Ltda", "Três Rios", with_check_digits("981448020001"), "Rua João Bettega", "4410", "Portão",
        "Curitiba", "4106902", "PR", "81070001", "(41) 3248-6001", "vendas@tresrios.demo.example", "4F5B66", "cube",
        state_registration="90661208-73", bank_name="Banco Campo Largo", bank_code="341", agency="1290", account="0556001",
    ), "2.01.02", (
        _item("DOB-035", "TR-D35", "Dobradiça 35 mm com amortecedor", "UN", "6.80"),
        _item("COR-450", "TR-C45", "Corrediça telescópica 450 mm", "UN", "24.90"),
    ), blocked=True),
    _demo("relampago", Letterhead(
        "Copiadora Relâmpago Ltda", "Relâmpago", with_check_digits("987995310001"), "Rua XV de Novembro", "88", "Centro",
        "Curitiba", "4106902", "PR", "80020310", "(41) 3222-0909", "copias@relampago.demo.example", "C77A00", "bolt",
        bank_name="Banco Campo Largo", bank_code="341", agency="0711", account="0000917", pix_key="copias@relampago.demo.example",
    ), "2.03.01", (
        _item("", "CP-100", "Impressão de catálogos, lote", "UN", "1860.00", service=True),
        _item("", "CP-205", "Encadernação capa dura", "UN", "46.00", service=True),
    ), registered=False),
)  # fmt: skip
