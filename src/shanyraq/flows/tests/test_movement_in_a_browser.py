"""Erzhan changes school, on a desk and on a phone: asked for, slip, packet, accepted, read by the class teacher.

With SHANYRAQ_SCREENS=folder every page is photographed.
"""

import json
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

CHROMIUM = os.environ.get("SHANYRAQ_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
SCREENS = os.environ.get("SHANYRAQ_SCREENS")

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM, reason="no Chromium here; set SHANYRAQ_CHROMIUM to its path"),
]


@pytest.fixture
def house(tmp_path: Path) -> Iterator[tuple[str, dict[str, str]]]:
    """The address of a house that runs by itself, and the sessions of its people."""
    with socket.socket() as free:
        free.bind(("localhost", 0))
        port = free.getsockname()[1]
    environment = {
        **os.environ,
        "SHANYRAQ_DATA": str(tmp_path),
        "DATABASE_URL": "",
        "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
    }
    command = [sys.executable, str(Path(__file__).with_name("served_movement.py")), str(port)]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            said = process.stdout.readline().strip()
            assert said, "the house did not start"
            yield f"http://localhost:{port}", json.loads(said)
        finally:
            process.terminate()


class Reader:
    """One person's browser, that notices what the content security policy refuses and what does not fit."""

    def __init__(self, chromium, address, session, width):
        context = chromium.new_context(locale="kk-KZ", viewport={"width": width, "height": 800})
        context.add_cookies([{"name": "sessionid", "value": session, "url": address}])
        self.page, self.address, self.width = context.new_page(), address, width
        self.refused: list[str] = []
        self.page.set_default_timeout(8000)
        self.page.on("console", lambda said: self.refused.append(said.text) if "Security" in said.text else None)

    def open(self, path, picture=""):
        answer = self.page.goto(self.address + path)
        assert answer.ok, f"{path}: {answer.status}"
        self.look(picture)

    def look(self, picture):
        assert self.page.evaluate("document.documentElement.scrollWidth") <= self.width, self.page.url
        assert self.refused == []
        if SCREENS and picture:
            Path(SCREENS).mkdir(parents=True, exist_ok=True)
            self.page.screenshot(path=f"{SCREENS}/movement-{picture}-{self.width}.png", full_page=True)


@pytest.fixture
def chromium():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.mark.parametrize("width", [360, 1280])
def test_erzhan_changes_school(house, chromium, width):
    address, known = house
    reader = {
        who: Reader(chromium, address, known[who], width) for who in ("old", "new", "teacher", "family", "office")
    }
    old, new = reader["old"], reader["new"]

    new.open("/movement/", "empty")
    new.open("/movement/transfers/new/", "ask")
    new.page.fill("[name=iin]", "130504550013")
    new.page.fill("[name=family]", "Сейтқали")
    new.page.select_option("[name=ground]", "moving")
    new.page.click("main form button.btn-accent")
    new.page.wait_for_url("**/movement/")

    old.open("/movement/", "desk")
    old.page.click("a.row-link:has-text('Сейтқали Ержан')")
    old.page.wait_for_url("**/transfers/**")
    old.page.click("button:has-text('Талон беру')")
    old.page.wait_for_selector("[name=health]")
    old.look("packet-form")
    old.page.click("button:has-text('Топтаманы жіберу')")
    old.page.wait_for_selector(".move-marks")

    new.open("/movement/")
    new.page.click("a.row-link:has-text('Сейтқали Ержан')")
    new.page.wait_for_selector(".move-marks")
    new.look("accept")
    new.page.select_option("[name=a-group]", known["group"])
    new.page.fill("[name=a-order_number]", "№ 17")
    new.page.click("button:has-text('Баланы қабылдап алу')")
    new.page.wait_for_selector("[name=a-group]", state="detached")
    assert "қабылданды" in new.page.inner_text("h1")
    new.look("accepted")

    reader["teacher"].open("/movement/brought/", "brought")
    assert "9 9 9 9" in reader["teacher"].page.inner_text(".move-marks")
    old.open("/movement/")
    assert "Сейтқали" not in old.page.inner_text("main .card:first-of-type")
    assert "Жақында аяқталғандары" in old.page.inner_text("main")
    old.open("/movement/classes/", "sizes")
    family = new.page.url.removeprefix(address).rstrip("/") + "/family/"
    reader["family"].open(family, "family")

    old.open("/movement/admission/", "admission")
    old.open("/movement/?q=қасым", "found")
    old.page.click("a:has-text('Қасым Оқушы 1')")
    old.page.wait_for_selector("summary")
    old.page.click("summary >> nth=2")
    old.look("child")
    old.open("/movement/rollover/", "rollover")
    old.open(f"/movement/rollover/{known['old_group']}/", "rollover-class")
    old.open("/movement/searches/", "searches")
    old.page.click("a.row-link:has-text('Нұрғали')")
    old.page.wait_for_selector("[name=s-words]")
    old.look("search")
    reader["office"].open("/movement/missing/", "region")
    assert "Нұрғали" not in reader["office"].page.content()
