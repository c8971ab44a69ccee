"""Children move, on a desk and on a phone: a transfer with its packet and receipts, a class move, a leaving, a rollover
and its undoing. Every page is looked at by axe for WCAG 2.2 AA, and must fit the screen.

With SHANYRAQ_SCREENS=folder every page is photographed.
"""

import json
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

CHROMIUM = os.environ.get("SHANYRAQ_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
SCREENS = os.environ.get("SHANYRAQ_SCREENS")

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM, reason="no Chromium here; set SHANYRAQ_CHROMIUM to its path"),
]


ROOT = Path(__file__).parents[1]
SERVED = ROOT / "src" / "shanyraq" / "flows" / "tests" / "served_movement.py"
CHECKER = ROOT / "src" / "shanyraq" / "kernel" / "sealing" / "standalone" / "check_receipt.py"
AXE = Path(str(find_spec("axe_playwright_python").submodule_search_locations[0])) / "axe.min.js"
LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


class House:
    """A house that runs by itself: its address, its people's sessions, its commands."""

    def __init__(self, data: Path, day: str) -> None:
        with socket.socket() as free:
            free.bind(("localhost", 0))
            port = free.getsockname()[1]
        path = os.pathsep.join([str(ROOT / "src"), *(each for each in sys.path if each)])
        self.environment = {**os.environ, "SHANYRAQ_DATA": str(data), "DATABASE_URL": "", "PYTHONPATH": path}
        self.address = f"http://localhost:{port}"
        self.process = subprocess.Popen(
            [sys.executable, str(SERVED), str(port), day], env=self.environment, stdout=subprocess.PIPE, text=True
        )
        assert self.process.stdout is not None
        said = self.process.stdout.readline().strip()
        assert said, "the house did not start"
        self.known: dict[str, str] = json.loads(said)

    def command(self, *words: str) -> None:
        done = [sys.executable, "-m", "shanyraq", *words]
        subprocess.run(done, env=self.environment, cwd=ROOT, check=True, capture_output=True)


@pytest.fixture
def build(tmp_path: Path) -> Iterator[Callable[[str], House]]:
    made: list[House] = []

    def start(day: str) -> House:
        made.append(House(tmp_path, day))
        return made[-1]

    yield start
    for house in made:
        house.process.terminate()
        house.process.wait(timeout=30)
        house.process.stdout.close()


class Reader:
    """One person's browser, that notices what the content security policy refuses and what does not fit."""

    def __init__(self, chromium, address, session, width):
        context = chromium.new_context(locale="kk-KZ", viewport={"width": width, "height": 800})
        context.add_cookies([{"name": "sessionid", "value": session, "url": address}])
        self.page, self.address, self.width = context.new_page(), address, width
        self.refused: list[str] = []
        self.page.set_default_timeout(40_000)
        self.page.on("console", lambda said: self.refused.append(said.text) if "Security" in said.text else None)

    def open(self, path, picture=""):
        answer = self.page.goto(self.address + path)
        assert answer.ok, f"{path}: {answer.status}"
        self.look(picture)

    def look(self, picture):
        assert self.page.evaluate("document.documentElement.scrollWidth") <= self.width, self.page.url
        assert self.refused == []
        self.page.evaluate("Promise.allSettled(document.getAnimations().map(one => one.finished)).then(() => true)")
        self.page.evaluate(AXE.read_text())
        found = self.page.evaluate("levels => axe.run(document, {runOnly: levels})", LEVELS)
        broken = [f"{one['id']}: {node['html'][:160]}" for one in found["violations"] for node in one["nodes"]]
        assert broken == [], self.page.url
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
def test_erzhan_changes_school_and_both_schools_hold_receipts(build, chromium, tmp_path, width):
    house = build("2026-11-23")
    address, known = house.address, house.known
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

    house.command("seal", "--publish")
    codes = tmp_path / "roots.txt"
    codes.write_text(reader["family"].page.request.get(f"{address}/roots.txt").text())
    transfer = new.page.url.removeprefix(address)
    for who, path in ((old, transfer), (new, transfer), (reader["family"], family)):
        who.open(path)
        links = who.page.locator("a[href*='/receipts/']").evaluate_all("all => all.map(one => one.href)")
        assert len(links) == 5, who.page.url  # asked for, slip, packet sent, the packet itself, accepted
        for link in links:
            kept = tmp_path / "receipt.json"
            kept.write_bytes(who.page.request.get(link).body())
            checked = [sys.executable, str(CHECKER), str(kept), "--roots", str(codes), "--lang", "en"]
            assert "THE RECEIPT STANDS" in subprocess.run(checked, capture_output=True, text=True, check=True).stdout

    old.open("/movement/admission/", "admission")
    old.open("/movement/?q=қасым", "found")
    old.open("/movement/searches/", "searches")
    old.page.click("a.row-link:has-text('Нұрғали')")
    old.page.wait_for_selector("[name=s-words]")
    old.look("search")
    reader["office"].open("/movement/missing/", "region")
    assert "Нұрғали" not in reader["office"].page.content()


@pytest.mark.parametrize("width", [360, 1280])
def test_a_child_changes_class_and_another_leaves_with_a_reason(build, chromium, width):
    house = build("2026-11-23")
    keeper = Reader(chromium, house.address, house.known["old"], width)

    def open_child(name, act):
        keeper.open(f"/movement/?q={name.split()[0]}", "found")
        keeper.page.click(f"main .rows a:has-text('{name}')")
        keeper.page.wait_for_selector("summary")
        keeper.page.click(f"details:has([name=act][value={act}]) > summary")
        keeper.look(act)

    open_child("Қасым Оқушы 5", "class_move")
    option = keeper.page.locator("[name=m-group] option", has_text="7 «Б»").get_attribute("value")
    keeper.page.select_option("[name=m-group]", option)
    keeper.page.fill("[name=m-order_number]", "№ 21")
    keeper.page.click("form:has([value=class_move]) button")
    keeper.page.wait_for_url("**/movement/")
    open_child("Қасым Оқушы 7", "leaving")
    keeper.page.click("form:has([value=leaving]) button")
    keeper.page.wait_for_selector(".is-invalid")
    keeper.look("leaving-refused")
    keeper.page.select_option("[name=l-reason]", "abroad")
    keeper.page.fill("[name=l-day]", "2026-11-20")
    for field in keeper.page.locator(
        "form:has([value=leaving]) input[type=text], form:has([value=leaving]) textarea"
    ).all():
        if not field.input_value():
            field.fill("№ 5")
    keeper.page.click("form:has([value=leaving]) button")
    keeper.page.wait_for_url("**/movement/")
    keeper.open(f"/groups/{house.known['old_group']}/")
    listed = keeper.page.inner_text(".class-list")
    assert "Қасым Оқушы 6" in listed
    assert not {"Қасым Оқушы 5", "Қасым Оқушы 7"} & set(listed.splitlines())


@pytest.mark.parametrize("width", [360, 1280])
def test_the_year_is_rolled_over_and_taken_back(build, chromium, width):
    """A dry run writes nothing; pressed, every child stands a grade higher; undone, all is as before."""
    house = build("2027-06-10")
    keeper = Reader(chromium, house.address, house.known["old"], width)

    def classes():
        keeper.open("/movement/classes/", "sizes")
        return keeper.page.inner_text("main table")

    before = classes()
    keeper.open("/movement/rollover/", "rollover")
    keeper.open(f"/movement/rollover/{house.known['old_group']}/", "rollover-class")
    assert classes() == before
    keeper.open("/movement/rollover/")
    keeper.page.click("button:has-text('Жылды ауыстыру')")
    keeper.page.wait_for_selector("form:has([value=undo]) button")
    keeper.look("rolled")
    assert classes() != before
    keeper.open("/movement/rollover/")
    keeper.page.click("form:has([value=undo]) button")
    keeper.page.wait_for_selector("form:has([value=apply]) button")
    keeper.look("undone")
    assert classes() == before
