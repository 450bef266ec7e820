"""The received file and pictures of its pages, over HTTP."""

from __future__ import annotations

import io

import pytest
from PIL import Image
from starlette.applications import Starlette
from starlette.testclient import TestClient

from ap_engine.web.routes import routes
from ap_engine.workflow import receive_document
from tests.house import House
from tests.workflow.trade import Bill


@pytest.fixture
def browser(house: House) -> TestClient:
    return TestClient(Starlette(routes=routes()))


def picture() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (800, 1100), "white").save(out, "PNG")
    return out.getvalue()


def test_a_page_is_a_picture_of_the_width_that_was_asked_for(browser: TestClient, house: House) -> None:
    received = receive_document(house.engine, "clara", picture(), "photo.png")
    answer = browser.get(f"/originals/{received.invoice_id}/page/1.webp", params={"w": "620"})
    assert answer.headers["content-type"] == "image/webp"
    assert Image.open(io.BytesIO(answer.content)).width == 620
    odd = browser.get(f"/originals/{received.invoice_id}/page/1.webp", params={"w": "99999"})
    assert Image.open(io.BytesIO(odd.content)).width <= 1240
    assert browser.get(f"/originals/{received.invoice_id}/page/99.webp").status_code == 404


def test_the_original_comes_as_it_was_and_xml_never_opens_in_the_browser(browser: TestClient, house: House) -> None:
    xml = Bill("77", note="kept").xml()
    received = receive_document(house.engine, "clara", xml, "nota é.xml")
    answer = browser.get(f"/originals/{received.invoice_id}")
    assert answer.content == xml
    assert answer.headers["content-disposition"] == "attachment; filename*=UTF-8''nota%20%C3%A9.xml"
    assert answer.headers["content-type"] == "application/octet-stream"
    photo = receive_document(house.engine, "clara", picture(), "photo.png")
    assert browser.get(f"/originals/{photo.invoice_id}").headers["content-disposition"].startswith("inline")


def test_what_is_not_there_is_not_found(browser: TestClient) -> None:
    assert browser.get("/originals/AP-NOTHING").status_code == 404
    assert browser.get("/originals/AP-NOTHING/page/1.webp").status_code == 404
