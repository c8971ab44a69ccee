"""A parent's month in a real browser, on a phone and a desk: week, illness, a mark explained, a message, the digest.

Every page is checked by axe for WCAG 2.2 AA and for the content security policy, and nothing sticks out sideways.
With SHANYRAQ_SCREENS=folder every page is photographed.
"""

import json
import os
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

CHROMIUM = os.environ.get("SHANYRAQ_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
SCREENS = os.environ.get("SHANYRAQ_SCREENS")
LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]

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
    command = [sys.executable, str(Path(__file__).with_name("served_family.py")), str(port)]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            said = process.stdout.readline().strip()
            assert said, "the house did not start"
            yield f"http://localhost:{port}", json.loads(said)
        finally:
            process.terminate()


@pytest.fixture
def chromium():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield opened
        opened.close()


class Reader:
    """One person's browser."""

    def __init__(self, chromium, address, session, width):
        self.context = chromium.new_context(locale="kk-KZ", viewport={"width": width, "height": 800})
        self.context.add_cookies([{"name": "sessionid", "value": session, "url": address}])
        self.page, self.address, self.width = self.context.new_page(), address, width
        self.refused: list[str] = []
        self.page.set_default_timeout(30_000)
        self.page.on("console", lambda said: self.refused.append(said.text) if "Security" in said.text else None)
        self.axe = (
            Path(str(find_spec("axe_playwright_python").submodule_search_locations[0])) / "axe.min.js"
        ).read_text()

    def open(self, path, picture=""):
        answer = self.page.goto(self.address + path)
        assert answer.ok, f"{path}: {answer.status}"
        self.look(picture)

    def look(self, picture):
        assert self.page.evaluate("document.documentElement.scrollWidth") <= self.width, self.page.url
        assert self.refused == []
        self.page.evaluate(self.axe)
        found = self.page.evaluate("levels => axe.run(document, {runOnly: levels})", LEVELS)
        assert [(one["id"], [node["html"][:120] for node in one["nodes"]]) for one in found["violations"]] == []
        if SCREENS and picture:
            self.photograph(picture)

    def photograph(self, picture):
        """The whole page on one tall screen, so that its bars stand at the edges and not across the words."""
        Path(SCREENS).mkdir(parents=True, exist_ok=True)
        tall = self.page.evaluate("document.activeElement.blur() ?? document.documentElement.scrollHeight")
        self.page.set_viewport_size({"width": self.width, "height": max(800, min(tall + 80, 1800))})
        self.page.evaluate("scrollTo(0, 0)")
        self.page.wait_for_timeout(300)
        self.page.screenshot(path=f"{SCREENS}/family-{picture}-{self.width}.png")
        self.page.set_viewport_size({"width": self.width, "height": 800})

    @property
    def words(self):
        return self.page.inner_text("main")


@pytest.mark.parametrize("width", [360, 1280])
def test_danas_evening(house, chromium, width):
    address, known = house
    dana, erzhan, bolat = (Reader(chromium, address, known[who], width) for who in ("dana", "erzhan", "bolat"))
    child = known["child"]

    erzhan.open("/diary/", "pupil")
    erzhan.page.click("a.week-day >> nth=1")  # the link alone unfolds tomorrow
    erzhan.page.click("#d2026-11-24 button.due-tick >> nth=0")
    erzhan.page.wait_for_selector("button.due-tick[aria-pressed=true]", state="attached")

    dana.open(f"/diary/{child}/", "week")
    assert "Квадрат теңдеулер" in dana.words
    assert "Ертеңге 4 үй тапсырмасы қалды." in dana.page.inner_text("h1")
    dana.page.click("a.week-day >> nth=1")
    dana.open(f"/diary/{child}/todo/", "todo")
    dana.open(f"/diary/{child}/marks/", "marks")
    dana.page.click("a.row-link:has-text('Алгебра')")
    dana.page.wait_for_selector(".steps")
    assert "20 балдың 13 балы" in dana.words
    dana.page.fill("[name=soch]", "18")
    dana.page.click("button:has-text('Не болатынын көрсету')")
    dana.page.wait_for_selector(".wish-answer")
    assert "болар еді" in dana.page.inner_text(".wish-answer")
    dana.look("how")

    dana.open(f"/children/{child}/absence/", "tell")
    dana.page.check("[name=kind][value=late]")
    assert dana.page.is_visible("[name=at]")
    dana.page.check("[name=kind][value=ill]")
    dana.page.wait_for_selector("[name=at]", state="hidden")
    days = dana.page.locator("[name=when][value=days]")
    days.evaluate("field => field.scrollIntoView({block: 'center'})")  # the bar of a phone lies over the lowest lines
    days.check()
    dana.page.fill("[name=first]", "2026-11-24")
    dana.page.fill("[name=last]", "2026-11-25")
    dana.page.fill("[name=reason]", "Қызуы көтерілді")
    dana.page.click("button:has-text('Мектепке айту')")
    dana.page.wait_for_selector(".told")
    dana.look("told")
    bolat.open("/absences/", "absences")
    assert "Қызуы көтерілді" in bolat.words

    dana.open(f"/talks/about/{child}/", "write")
    assert "Сіз таңдаған адам оқиды." in dana.words
    assert "24 қараша 2026, 08:00" in dana.words
    dana.page.check("[name=with_id]")
    dana.page.fill("[name=words]", "Сәлеметсіз бе! Ержан ауырып қалды, үй тапсырмасын қайдан көреміз?")
    dana.page.click("button:has-text('Хабарламаны жіберу')")
    dana.page.wait_for_selector(".said-line.is-mine")
    dana.look("talk")
    bolat.open("/talks/", "class")
    assert "Ержан ауырып" not in bolat.page.content()  # it waits for the morning
    bolat.open(f"/talks/class/{known['group']}/", "notice")

    dana.open("/notices/", "digest")
    assert "Бүгінгі күн: 3 жаңалық." in dana.words
    dana.open("/notices/choices/", "choices")


def test_the_week_is_read_without_a_connection(house, chromium):
    address, known = house
    dana = Reader(chromium, address, known["dana"], 360)
    dana.open("/diary/")
    dana.page.wait_for_function("navigator.serviceWorker.controller !== null")
    dana.open(f"/diary/{known['child']}/")
    dana.context.set_offline(True)
    dana.page.reload()
    dana.page.wait_for_selector("[data-kept-note]:not([hidden])")
    assert "Квадрат теңдеулер" in dana.words
    assert re.search(r"\d\d:\d\d", dana.page.inner_text("[data-kept-note]"))
    if SCREENS:
        dana.photograph("offline")
