"""The page where finance pays: a bank of paper. It works on a phone, without script."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import ParamSpec, TypeVar

from jinja2 import Environment, FileSystemLoader, select_autoescape
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from ap_engine.erp.forms import number, text, whole
from ap_engine.erp.sandbox.books import Books
from ap_engine.erp.sandbox.calls import Desk
from ap_engine.erp.sandbox.fault import Fault
from ap_engine.erp.sandbox.services import Office, as_omie_writes
from ap_engine.erp.sandbox.titles import Title, all_titles, standing
from ap_engine.erp.wire import Json, encode
from ap_engine.model.money import to_cents

P = ParamSpec("P")
R = TypeVar("R")
SHOWN = 200
VIEWS = ("open", "paid", "all")
SERVICE = "financas/contapagar"
PAGES = Environment(loader=FileSystemLoader(Path(__file__).parent / "pages"), autoescape=select_autoescape(default=True))
PAGE_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}


async def in_thread(work: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    """Do something with the books without holding up the other requests."""
    return await run_in_threadpool(work, *args, **kwargs)


async def page(request: Request) -> Response:
    """The list of payables: open ones first by due date, or paid, or all; `q` searches supplier, document and reference."""
    office: Office = request.app.state.office
    view = request.query_params.get("view", "open")
    wanted = {
        "view": view if view in VIEWS else "open",
        "q": request.query_params.get("q", ""),
        "said": request.query_params.get("said", ""),
    }
    return HTMLResponse(await in_thread(_page, office, wanted), headers=PAGE_HEADERS)


def _page(office: Office, wanted: dict[str, str]) -> str:
    with office.books.transaction():
        rows = [
            _row(office.desk, title) for title in sorted(all_titles(office.desk), key=lambda title: (title.due, title.record.id))
        ]
        counts = office.deliverer.counts()
    seen = [row for row in rows if _wanted(row, wanted)]
    open_total = sum((row["left"] for row in rows), Decimal(0))
    return PAGES.get_template("bank.html").render(
        rows=seen[:SHOWN],
        more=max(0, len(seen) - SHOWN),
        open_total=plain(open_total),
        counts=counts,
        views=VIEWS,
        today=office.desk.today(),
        **wanted,
    )


def _wanted(row: Json, wanted: dict[str, str]) -> bool:
    if wanted["view"] != "all" and (row["left"] <= 0) != (wanted["view"] == "paid"):
        return False
    return wanted["q"].casefold() in f"{row['supplier']} {row['document']} {row['reference']}".casefold()


def _row(desk: Desk, title: Title) -> Json:
    body = title.record.body
    client = desk.books.get("client", whole(body["codigo_cliente_fornecedor"]))
    return {
        "id": title.record.id,
        "reference": title.record.code,
        "supplier": text(client.body.get("razao_social")) if client else "?",
        "document": text(body["numero_documento_fiscal"]),
        "due": text(body["data_vencimento"]),
        "status": title.status(desk.today()),
        "amount": plain(title.total),
        "left": title.left,
        "left_text": plain(title.left),
        "split": [f"{text(row['cDesDep'])} {number(row['nPerDep']).normalize():f} %" for row in body["distribuicao"]],
        "form": text((body.get("cnab_integracao_bancaria") or {}).get("codigo_forma_pagamento")),
        "payments": [
            {"id": payment.id, "day": payment.body["data"], "amount": plain(number(payment.body["valor"]))}
            for payment in title.payments
        ],
        "attachments": [
            {"id": record.id, "name": record.body["cNomeArquivo"]}
            for record in desk.books.children("attachment", title.record.id)
        ],
    }


def plain(amount: Decimal) -> str:
    """1.234,56"""
    return f"{to_cents(amount):,.2f}".translate(str.maketrans(",.", ".,"))


async def pay(request: Request) -> Response:
    """Pay a title, or part of it: `codigo_lancamento_omie` and, if not all, `valor` (12.34 or 12,34)."""
    form = await request.form()
    amount = _amount(str(form.get("valor") or "0"))
    if amount is None:
        return _back(request, "That is not an amount.")
    param: Json = {"codigo_lancamento": whole(str(form.get("codigo_lancamento_omie") or ""))}
    return await _do(request, "LancarPagamento", param | ({"valor": amount} if amount else {}), "Paid.")


async def cancel(request: Request) -> Response:
    """Undo a payment: `codigo_baixa`."""
    form = await request.form()
    param: Json = {"codigo_baixa": whole(str(form.get("codigo_baixa") or ""))}
    return await _do(request, "CancelarPagamento", param, "Payment cancelled.")


def _amount(said: str) -> Decimal | None:
    plain_number = said.strip()
    if "," in plain_number:
        plain_number = plain_number.replace(".", "").replace(",", ".")
    return Decimal(plain_number) if re.fullmatch(r"\d{1,15}(\.\d{1,2})?", plain_number) else None


async def _do(request: Request, method: str, param: Json, done: str) -> Response:
    office: Office = request.app.state.office
    if request.headers.get("sec-fetch-site", "none") not in ("none", "same-origin"):
        return Response("Only this page may pay.", 403)
    try:
        await in_thread(office.work, SERVICE, method, param)
    except Fault as fault:
        return _back(request, fault.words)
    return _back(request, done)


def _back(request: Request, said: str) -> Response:
    url = request.url_for("bank").include_query_params(said=said)
    return RedirectResponse(f"{url.path}?{url.query}", 303)


async def attachment(request: Request) -> Response:
    """A file that came with a title. Always as a download, whatever it says it is."""
    books: Books = request.app.state.office.books
    record = await in_thread(books.get, "attachment", request.path_params["number"])
    content = await in_thread(books.file, text(record.body["sha256"])) if record else None
    if record is None or content is None:
        return Response("No such attachment.", 404)
    name = "".join(
        char if (char.isalnum() and char.isascii()) or char in ".-_" else "_" for char in text(record.body["cNomeArquivo"])
    )
    headers = PAGE_HEADERS | {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type="application/octet-stream", headers=headers)


async def books_json(request: Request) -> Response:
    """Everything about the payables, for tests."""
    office: Office = request.app.state.office
    return Response(await in_thread(_books_json, office), media_type="application/json")


def _books_json(office: Office) -> str:
    books = office.books
    with books.transaction():
        payables = [
            title.row(office.desk)
            | {
                "payments": [
                    {"codigo_baixa": payment.id, "cancelled": not standing(payment)} | payment.body
                    for payment in books.children("payment", title.record.id)
                ],
                "attachments": [
                    {"id": record.id, "name": record.body["cNomeArquivo"]}
                    | {tag: record.body[tag] for tag in ("cCodIntAnexo", "sha256", "size", "md5_matches")}
                    for record in books.children("attachment", title.record.id)
                ],
            }
            for title in all_titles(office.desk)
        ]
        return encode(as_omie_writes({"payables": payables, "webhooks": office.deliverer.counts()}))


ROUTES = [
    Route("/", page, name="bank"),
    Route("/bank/pay", pay, methods=["POST"]),
    Route("/bank/cancel", cancel, methods=["POST"]),
    Route("/bank/attachments/{number:int}", attachment, name="attachment"),
    Route("/sandbox/books.json", books_json),
]
