"""geral/anexo: base64 of a zip with one file. A wrong md5 is noted, not refused (omie-api.md 3.7)."""

from __future__ import annotations

import base64
import binascii
import hashlib
import io
import zipfile

from ap_engine.erp.forms import text, whole
from ap_engine.erp.sandbox.books import Record
from ap_engine.erp.sandbox.calls import Call, Desk, hungarian_listing, need
from ap_engine.erp.sandbox.fault import Fault, business, own
from ap_engine.erp.wire import Json

LARGEST = 50 * 1024 * 1024
LONGEST_CODE = 20


def include(desk: Desk, param: Json) -> Json:
    """IncluirAnexo on a title."""
    need(param, "cCodIntAnexo", "cTabela", "nId", "cNomeArquivo", "cArquivo")
    code, title_id = text(param["cCodIntAnexo"]), whole(param["nId"])
    if len(code) > LONGEST_CODE:
        raise own(f"O número máximo de caracteres permitido para o elemento [cCodIntAnexo] é de {LONGEST_CODE}.")
    if param["cTabela"] != "conta-pagar":
        raise own("O simulador só guarda anexos de [conta-pagar].")
    if desk.books.get("payable", title_id) is None:
        raise business(105, f"Lançamento não cadastrado para o Código [{title_id}] !")
    if desk.books.by_code("attachment", f"{title_id}:{code}"):
        raise own(f"Anexo já cadastrado para o código de integração [{code}] !")
    content = _unpacked(text(param["cArquivo"]), text(param["cNomeArquivo"]))
    digest = hashlib.sha256(content).hexdigest()
    desk.books.keep_file(digest, content)
    given = hashlib.md5(text(param["cArquivo"]).encode(), usedforsecurity=False).hexdigest()
    body = {
        "cCodIntAnexo": code,
        "cTabela": "conta-pagar",
        "cNomeArquivo": text(param["cNomeArquivo"]),
        "cTipoArquivo": text(param.get("cTipoArquivo")),
        "sha256": digest,
        "size": len(content),
        "md5_matches": "S" if text(param.get("cMd5")).lower() == given else "N",
        "info": desk.stamp(),
    }
    number = desk.books.add("attachment", f"{title_id}:{code}", body, parent=title_id)
    return _named(number, title_id, body) | {"cCodStatus": "0", "cDesStatus": "Anexo adicionado com sucesso!"}


def _unpacked(encoded: str, name: str) -> bytes:
    try:
        with zipfile.ZipFile(io.BytesIO(base64.b64decode(encoded, validate=True))) as archive:
            members = archive.infolist()
            if len(members) != 1 or members[0].filename != name:
                raise own(f"O zip deve ter só o arquivo [{name}].")
            if members[0].file_size > LARGEST:
                raise own("O anexo é grande demais.")
            return archive.read(members[0])
    except (binascii.Error, zipfile.BadZipFile) as broken:
        raise own("A tag [cArquivo] não é um zip em base64.") from broken


def consult(desk: Desk, param: Json) -> Json:
    """ConsultarAnexo."""
    record = _find(desk, param)
    return _named(record.id, record.parent or 0, record.body) | {
        "cTipoArquivo": record.body["cTipoArquivo"],
        "info": record.body["info"],
    }


def list_attachments(desk: Desk, param: Json) -> Json:
    """ListarAnexo of one title."""
    need(param, "nId", "cTabela")
    rows = [
        _named(record.id, record.parent or 0, record.body) | {"info": record.body["info"]}
        for record in desk.books.children("attachment", whole(param["nId"]))
    ]
    return hungarian_listing(rows, param, "listaAnexos")


def _find(desk: Desk, param: Json) -> Record:
    number, code = whole(param.get("nIdAnexo")), text(param.get("cCodIntAnexo"))
    record = (
        desk.books.get("attachment", number) if number else desk.books.by_code("attachment", f"{whole(param.get('nId'))}:{code}")
    )
    if record is None:
        raise _unknown(number, code)
    return record


def _unknown(number: int, code: str) -> Fault:
    return own(f"Anexo não cadastrado para o Código [{number or code}] !")


def _named(number: int, title_id: int, body: Json) -> Json:
    return {
        "cCodIntAnexo": body["cCodIntAnexo"],
        "cTabela": body["cTabela"],
        "nId": title_id,
        "nIdAnexo": number,
        "cNomeArquivo": body["cNomeArquivo"],
    }


CALLS = {
    "IncluirAnexo": Call("docIncluirAnexoRequest", include),
    "ConsultarAnexo": Call("docConsultarAnexoRequest", consult),
    "ListarAnexo": Call("docListarAnexosRequest", list_attachments),
}
