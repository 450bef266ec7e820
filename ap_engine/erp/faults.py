"""What an answer of Omie means. Omie's fault codes mean several things each, so the words decide (omie-api.md 1.5).

Words are compared without accents and case. On a write an answer that may hide a success is an unknown outcome; on a
read the same answer only means "ask again".
"""

from __future__ import annotations

import re
import unicodedata

from ap_engine.erp.wire import Json, decode
from ap_engine.model.errors import ErpError, ErpOutcomeUnknown, ErpRefused, ErpUnavailable

BLOCK_SECONDS = 1800  # help-8112984: ten errors block a method for 30 minutes
REDUNDANT_SECONDS = 60
LONGEST_WORDS = 500


class NothingThere(ErpRefused):
    """The ERP has no such record, or the list is empty: Omie says both with an error."""


class AlreadyThere(ErpRefused):
    """The ERP has a record with this integration code already."""


class Blocked(ErpUnavailable):
    """The ERP takes no call of this method for `retry_after` seconds; asking earlier makes it longer."""


def read_answer(status: int, body: str, write: bool) -> Json:
    """The answer's object; raises what a fault means. `write` says whether the call changes something in Omie."""
    try:
        answer = decode(body)
    except ValueError:
        raise _not_an_answer(status, body, write) from None
    if not isinstance(answer, dict):
        raise _not_an_answer(status, body, write)
    words = str(answer.get("faultstring") or answer.get("error_message") or "")
    if not words and status == 200:
        return answer
    raise classify(status, words or body, str(answer.get("faultcode") or ""), write)


def classify(status: int, words: str, code: str, write: bool) -> ErpError:
    """The one of the three ERP errors that a fault means (or one of its two finer kinds above)."""
    said = fold(words)
    words = _shorten(words)
    if status == 425 or ("bloquead" in said and "api" in said):
        return Blocked(words, _seconds(said, BLOCK_SECONDS))
    if status == 429 or "too many requests" in said:
        return Blocked(words, _seconds(said, REDUNDANT_SECONDS))
    if "redundant" in said or "ja foi processada" in said:
        return ErpOutcomeUnknown(words) if write else ErpUnavailable(words, _seconds(said, REDUNDANT_SECONDS))
    if "ja existe uma requisicao" in said or "chave de acesso" in said or status in (401, 403):
        return ErpUnavailable(words)  # a wrong key is no reason to give up an invoice: it is put right, and sent again
    return _business(said, words) or _lost(status, words, code, write) or ErpRefused(words)


def _business(said: str, words: str) -> ErpError | None:
    if "nao existem registros" in said or "nao cadastrad" in said or re.search(r"nenhum\w* .*encontrad", said):
        return NothingThere(words)
    if "ja cadastrad" in said and "integracao" in said:
        return AlreadyThere(words)
    return None


def _lost(status: int, words: str, code: str, write: bool) -> ErpError | None:
    said = fold(words)
    by_server = code.endswith(":Server") or status in (502, 503, 504)
    if by_server or "proto_byebye" in said or "broken response" in said:
        return unanswered(words, write)
    return None


def _not_an_answer(status: int, body: str, write: bool) -> ErpError:
    """HTML of a gateway, half an answer, or the wrong address."""
    words = f"HTTP {status}: {_shorten(re.sub(r'<[^>]*>', ' ', body)) or 'an empty answer'}"
    if "proto_byebye" not in fold(body) and (300 <= status < 500):
        return ErpUnavailable(words)
    return unanswered(words, write)


def unanswered(words: str, write: bool) -> ErpError:
    """The request went out and no usable answer came back."""
    return ErpOutcomeUnknown(words) if write else ErpUnavailable(words)


def fold(words: str) -> str:
    """Lower case without accents.

    >>> fold("Lançamento não cadastrado")
    'lancamento nao cadastrado'
    """
    plain = unicodedata.normalize("NFKD", words)
    return "".join(char for char in plain if not unicodedata.combining(char)).lower()


def _seconds(said: str, otherwise: int) -> int:
    found = re.search(r"(\d+)\s*segundos", said)
    return int(found.group(1)) if found else otherwise


def _shorten(words: str) -> str:
    return " ".join(words.split())[:LONGEST_WORDS]
