"""One Monday of one child, end to end: the two commands' first, a real Chromium, a real gate's protocol.

`./shanyraq up` is started on an empty data folder. With SHANYRAQ_SCREENS=folder the pages are also photographed
(tools/screens.py does that for docs/screens). STORY_BASE and STORY_DATA lead the story through a server that runs.
"""

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
SCREENS = os.environ.get("SHANYRAQ_SCREENS")
PHONE, DESK = (360, 780), (1280, 860)

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine (Debian: apt install chromium)"),
]


@dataclass(frozen=True)
class House:
    base: str
    data: Path

    def command(self, *words: str) -> subprocess.CompletedProcess[str]:
        """A management command against the same data."""
        env = os.environ | {
            "SHANYRAQ_DATA": str(self.data),
            "PYTHONPATH": str(ROOT / "src"),
            "SHANYRAQ_PORT": self.port,
        }
        env.pop("DATABASE_URL", None)
        env.pop("DJANGO_SETTINGS_MODULE", None)
        done = [sys.executable, "-m", "shanyraq", *words]
        return subprocess.run(done, env=env, capture_output=True, text=True, cwd=ROOT, check=False)

    @property
    def port(self) -> str:
        return self.base.rsplit(":", 1)[1]

    def password(self, username: str) -> str:
        rows = json.loads((self.data / "demo-signins.json").read_text())
        lines = rows if isinstance(rows, list) else next(iter(rows.values()))
        return next(line["password"] for line in lines if line["username"] == username)


def free_port() -> int:
    """A port whose neighbour is free too: live updates use the next one."""
    while True:
        with socket.socket() as one, socket.socket() as other:
            one.bind(("127.0.0.1", 0))
            port = int(one.getsockname()[1])
            try:
                other.bind(("127.0.0.1", port + 1))
            except OSError:
                continue
            return port


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """What `./shanyraq up` brings up on an empty data folder."""
    if base := os.environ.get("STORY_BASE"):
        yield House(base, Path(os.environ["STORY_DATA"]))
        return
    data, port = tmp_path_factory.mktemp("up"), free_port()
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("SHANYRAQ_", "DATABASE_URL", "DJANGO_"))}
    command = [sys.executable, str(ROOT / "shanyraq"), "up", "--port", str(port), "--data", str(data), "--workers", "1"]
    said = data / "up.txt"
    with said.open("w") as out:
        process = subprocess.Popen(
            command, env=kept, stdout=out, stderr=subprocess.STDOUT, cwd=ROOT, start_new_session=True
        )
    try:
        deadline = time.monotonic() + 300
        while "answers at" not in said.read_text():
            assert process.poll() is None, said.read_text()
            assert time.monotonic() < deadline, said.read_text()
            time.sleep(0.5)
        yield House(f"http://localhost:{port}", data)
    finally:
        process.send_signal(signal.SIGTERM)
        stopped = process.wait(30)
    assert stopped == 0, said.read_text()


@pytest.fixture(scope="module")
def browser() -> Iterator[object]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        quiet = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
        made = play.chromium.launch(executable_path=CHROMIUM, args=quiet)
        yield made
        made.close()


class Reader:
    """One person at one screen: signed in, listening for errors."""

    def __init__(self, browser, house: House, username: str, size: tuple[int, int], language: str = "kk") -> None:
        context = browser.new_context(viewport={"width": size[0], "height": size[1]}, locale=language)
        self.house, self.size = house, size
        self.page = context.new_page()
        self.errors: list[str] = []
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        if username:
            self.open("/account/login/")
            self.page.fill("input[name=login]", username)
            self.page.fill("input[name=password]", house.password(username))
            self.page.keyboard.press("Enter")
            self.page.wait_for_url(lambda url: "/account/login" not in url)

    def open(self, path: str) -> int:
        answer = self.page.goto(self.house.base + path if path.startswith("/") else path)
        assert answer is not None
        return answer.status

    @property
    def answer(self):
        """The page's one sentence."""
        return self.page.locator("h1.answer").first

    def photograph(self, name: str) -> None:
        """A picture for the documents; and on every size nothing sticks out sideways."""
        wide = self.page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
        assert wide[0] <= wide[1], f"{name}: {wide[0]} px of content on a screen of {wide[1]} px"
        assert barriers(self.page) == [], name
        if SCREENS:
            self.page.wait_for_timeout(300)
            self.page.screenshot(path=str(Path(SCREENS) / f"{name}.png"))


AXE = Path(str(find_spec("axe_playwright_python").submodule_search_locations[0])) / "axe.min.js"
LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


def barriers(page) -> list[str]:
    """What a reader with a disability would stumble over on this page by WCAG 2.2 AA, as axe finds it."""
    page.evaluate("Promise.allSettled(document.getAnimations().map(one => one.finished)).then(() => true)")
    page.evaluate(AXE.read_text())
    found = page.evaluate("levels => axe.run(document, {runOnly: levels})", LEVELS)
    return [
        f"{broken['id']}: {node['html'][:160]} | {node.get('failureSummary', '')[:240]}"
        for broken in found["violations"]
        for node in broken["nodes"]
    ]


@pytest.fixture(scope="module")
def sign_in(browser, house: House) -> Iterator[Callable[..., Reader]]:
    made: list[Reader] = []

    def enter(username: str, size: tuple[int, int] = DESK, language: str = "kk") -> Reader:
        made.append(Reader(browser, house, username, size, language))
        return made[-1]

    yield enter
    assert [error for reader in made for error in reader.errors] == []


def until(check: Callable[[], bool], *, seconds: float = 20) -> None:
    deadline = time.monotonic() + seconds
    while not check():
        assert time.monotonic() < deadline, "it did not come about"
        time.sleep(0.2)


def test_the_monday_of_erzhan(house: House, sign_in: Callable[..., Reader]) -> None:
    from playwright.sync_api import expect

    # Dana's phone, before anything has happened
    dana = sign_in("dana", PHONE)
    dana.page.get_by_role("link", name="Ержан").first.click()
    expect(dana.answer).to_contain_text("Ержан мектепте күтілуде")
    child_url = dana.page.url
    dana.page.evaluate("window.stayed = true")

    # 07:52: the palm gate posts a passage by its own protocol; Dana sees it without reloading
    played = house.command("simulate", "morning", "--only-erzhan", "--fast")
    assert played.returncode == 0, played.stderr
    expect(dana.answer).to_contain_text("лицейге кірді", timeout=20_000)
    assert dana.page.evaluate("window.stayed") is True
    dana.photograph("parent-360-kk")
    dana.page.get_by_text("Неге?").first.click()
    expect(dana.page.locator("dialog[open]")).to_contain_text("Турникет кіргенін көрді", timeout=10_000)
    dana.photograph("parent-why-360-kk")

    # 08:00: Bolat's register, by keyboard alone: everybody present, Erzhan absent
    bolat = sign_in("bolat")
    bolat.photograph("teacher-1280-kk")
    link = bolat.page.locator("a.btn-accent").first
    link.focus()
    bolat.page.keyboard.press("Enter")
    bolat.page.wait_for_url(re.compile("/journal/lessons/"))
    lesson_url = bolat.page.url
    erzhan = bolat.page.locator("tr", has_text="Сейтқали Ержан").first
    bolat.page.locator("td.mark").first.focus()
    bolat.page.keyboard.press("p")
    expect(erzhan.locator("td.code")).to_have_class(re.compile("in-sent"), timeout=15_000)
    row = int(erzhan.locator("td.code").get_attribute("data-row") or 0)
    bolat.page.locator("td.mark").first.focus()
    for _ in range(row):
        bolat.page.keyboard.press("ArrowDown")
    bolat.page.keyboard.press("n")
    expect(erzhan.locator("td.code")).to_have_text("қ/н")
    expect(erzhan.locator("td.code")).to_have_class(re.compile("in-sent"), timeout=15_000)
    bolat.photograph("register-1280-kk")

    # The gate says in, the register says absent: Gulnar, the class teacher, has a case and closes it with a reason
    gulnar = sign_in("gulnar", PHONE)
    until(lambda: gulnar.open("/cases/") == 200 and "Сейтқали Ержан" in gulnar.page.content())
    gulnar.photograph("cases-360-kk")
    gulnar.page.get_by_role("link", name=re.compile("Сейтқали Ержан")).first.click()
    gulnar.page.wait_for_url(re.compile("/cases/[0-9a-f-]+/"))
    gulnar.photograph("case-360-kk")
    gulnar.page.locator("form.case-form button.btn-accent").click()
    expect(gulnar.page.locator(".field-error").first).to_be_visible()
    gulnar.page.locator(".case-outcomes label").first.click()
    gulnar.page.locator("textarea[name=reason]").fill("Ержан сабақта болған, қате белгіленді.")
    gulnar.page.locator("form.case-form button.btn-accent").click()
    expect(gulnar.page.locator("blockquote.case-reason")).to_contain_text("қате белгіленді")

    # Bolat mends the register, sets a mark, writes the topic and the homework
    bolat.page.locator("td.mark").first.focus()
    for _ in range(row):
        bolat.page.keyboard.press("ArrowDown")
    bolat.page.keyboard.press("9")
    expect(erzhan.locator("td.mark")).to_have_class(re.compile("in-sent"), timeout=15_000)
    bolat.page.locator("input[name=topic], textarea[name=topic]").first.fill("Қысқаша көбейту формулалары")
    bolat.page.locator("textarea[name=homework]").first.fill("№ 214–217 есептер")
    bolat.page.get_by_role("button", name=re.compile("сақтау")).click()

    # Dana sees the mark, the homework and how the case ended
    dana.open(child_url)
    expect(dana.page.locator("main")).to_contain_text("Қысқаша көбейту формулалары", timeout=15_000)
    until(lambda: dana.open(child_url) == 200 and "№ 214–217" in dana.page.content())
    expect(dana.page.locator("main")).to_contain_text("қате белгіленді")
    dana.photograph("parent-mark-360-kk")

    # After the seal the rings are filled, for Bolat too
    assert house.command("seal", "--publish").returncode == 0
    bolat.open(lesson_url)
    sealed = bolat.page.locator("tr", has_text="Сейтқали Ержан").first.locator("td.mark")
    expect(sealed).to_have_class(re.compile("in-sealed"))
    bolat.photograph("register-sealed-1280-kk")

    # A stranger's mother sees nothing of it
    moldir = sign_in("moldir", PHONE)
    assert "Ержан" not in moldir.page.content()
    assert moldir.open(child_url) == 404
    assert moldir.open(lesson_url) == 404

    # The director sees the school now, opens the number down to its rows; the office sees no child
    aigerim = sign_in("aigerim")
    until(lambda: aigerim.open("/school/") == 200 and "%" in aigerim.answer.inner_text())
    aigerim.photograph("director-1280-kk")
    aigerim.answer.locator("a.figure-inline").first.click()
    expect(aigerim.page.locator("dialog[open]")).to_be_visible()
    aigerim.photograph("figure-1280-kk")
    figure = aigerim.page.locator("a.figure-inline, a.figure-number").first.get_attribute("href") or ""
    assert aigerim.open(figure) == 200
    inside = aigerim.page.locator("main a[href*='level=group']").first.get_attribute("href") or ""
    assert aigerim.open(inside) == 200
    expect(aigerim.page.locator("main")).to_contain_text("Сейтқали Ержан")

    nurlan = sign_in("nurlan")
    expect(nurlan.answer).to_contain_text("%")
    nurlan.photograph("office-1280-kk")
    assert nurlan.open(inside) == 200
    assert "Сейтқали" not in nurlan.page.content()
    assert nurlan.open(child_url) == 404

    for username, size, path, name in (
        ("dana", DESK, child_url, "parent-1280-kk"),
        ("bolat", PHONE, lesson_url, "register-360-kk"),
        ("aigerim", PHONE, "/school/", "director-360-kk"),
        ("nurlan", PHONE, "/office/", "office-360-kk"),
        ("serik", DESK, "/gates/", "guard-1280-kk"),
    ):
        again = sign_in(username, size)
        assert again.open(path) == 200
        again.photograph(name)

    receipt_checks(house, dana, child_url)
    assert "No fact was altered" in house.command("verify").stdout


def test_a_lesson_is_marked_and_a_day_is_read_without_a_network(house: House, sign_in: Callable[..., Reader]) -> None:
    from playwright.sync_api import expect

    bolat = sign_in("bolat")
    bolat.page.locator("a.btn-accent, main a[href*='/journal/lessons/']").first.click()
    bolat.page.wait_for_url(re.compile("/journal/lessons/"))
    pupils = [bolat.page.locator("td.mark").nth(row) for row in (3, 4)]
    before = [cell.inner_text() for cell in pupils]
    wanted = ["7" if text.strip() != "7" else "8" for text in before]

    bolat.page.context.set_offline(True)
    for cell, mark in zip(pupils, wanted, strict=True):
        cell.focus()
        bolat.page.keyboard.press(mark)
        bolat.page.keyboard.press("Enter")
        expect(cell).to_have_class(re.compile("in-local"))
    expect(bolat.page.locator("#register-state")).to_have_attribute("data-state", "offline", timeout=15_000)
    kept = bolat.page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('unsent:')).length")
    assert kept == len(wanted)

    bolat.page.context.set_offline(False)
    for cell, mark in zip(pupils, wanted, strict=True):
        expect(cell).to_have_class(re.compile("in-sent"), timeout=30_000)
        assert cell.inner_text().strip() == mark
    assert bolat.page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('unsent:')).length") == 0
    bolat.page.reload()
    assert [bolat.page.locator("td.mark").nth(row).inner_text().strip() for row in (3, 4)] == wanted

    dana = sign_in("dana", PHONE)
    dana.page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    dana.page.get_by_role("link", name="Ержан").first.click()
    expect(dana.answer).to_contain_text("Ержан")
    said, address = dana.answer.inner_text(), dana.page.url
    dana.page.reload()  # the worker has taken the page over: this reading is the one it keeps
    dana.page.context.set_offline(True)
    dana.open(address)
    expect(dana.answer).to_have_text(said)
    dana.page.context.set_offline(False)


def a_schools_own_list(folder: Path) -> Path:
    """Excel as a secretary has it: a title over the headings, one column for the whole name, one wrong number."""
    import xlsxwriter

    path = folder / "7-ә тізімі.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("7-ә")
        sheet.write_row(0, 0, ["№28 мектеп-лицей. Жаңадан келген оқушылар"])
        sheet.write_row(
            2, 0, ["№", "Аты-жөні", "ЖСН", "Туған күні", "Жынысы", "Сынып", "Анасының аты-жөні", "Анасының телефоны"]
        )
        sheet.write_row(3, 0, [1, "Жаңабай Төлеген", "", "04.05.2013", "ұл", "7-ә", "Жаңабай Әсел", "8 701 555 44 33"])
        sheet.write_row(4, 0, [2, "Жаңабай Томирис", "130504600001", "04.05.2013", "қыз", "7-ә", "", ""])
    return path


def test_the_secretary_brings_a_list_and_takes_it_back(
    house: House, sign_in: Callable[..., Reader], tmp_path: Path
) -> None:
    from playwright.sync_api import expect

    secretary = sign_in("secretary")
    assert secretary.open("/exchange/") == 200
    secretary.photograph("import-desk-1280-kk")
    secretary.page.locator("input[type=file]").set_input_files(a_schools_own_list(tmp_path))
    secretary.page.get_by_role("button", name="Оқып, көрсету").click()
    secretary.page.wait_for_url(re.compile("/exchange/runs/[0-9a-f-]{36}/"))
    run = secretary.page.url
    expect(secretary.answer).to_contain_text("1 жаңа")
    expect(secretary.page.locator("main")).to_contain_text("130504600001")
    secretary.photograph("import-shown-1280-kk")
    assert secretary.open("/people/?q=Жанабай+Толеген") == 200
    expect(secretary.page.locator("main")).not_to_contain_text("Жаңабай Төлеген")

    secretary.open(run)
    secretary.page.locator("button[value=apply]").click()
    expect(secretary.page.locator("button[value=undo]")).to_be_visible(timeout=20_000)
    secretary.photograph("import-applied-1280-kk")
    secretary.open("/people/?q=Жанабай+Толеген")
    expect(secretary.page.locator("main")).to_contain_text("Жаңабай Төлеген")
    secretary.photograph("people-1280-kk")

    secretary.open(run)
    secretary.page.locator("button[value=undo]").click()
    expect(secretary.page.locator("main")).not_to_contain_text("Traceback")
    expect(secretary.page.locator("button[value=undo]")).to_have_count(0, timeout=20_000)
    secretary.open("/people/?q=Жанабай+Толеген")
    expect(secretary.page.locator("main")).not_to_contain_text("Жаңабай Төлеген")


def test_the_registers_pages_on_a_desk_and_on_a_phone(sign_in: Callable[..., Reader]) -> None:
    """Each is whole at both widths, without barriers; who has no right does not learn that it exists."""
    pages = {
        "aigerim": ("movement", "quality", "snapshots", "register", "staff", "delegations", "exports", "exchange"),
        "nurlan": ("structure", "snapshots"),
    }
    for username, paths in pages.items():
        for size in (DESK, PHONE):
            reader = sign_in(username, size)
            for path in paths:
                assert reader.open(f"/{path}/") == 200, path
                reader.photograph(f"{path}-{username}-{size[0]}-kk")
    stranger = sign_in("moldir", PHONE)
    assert {path: stranger.open(f"/{path}/") for path in pages["aigerim"]} == dict.fromkeys(pages["aigerim"], 404)


def receipt_checks(house: House, dana: Reader, child_url: str) -> None:
    """Dana's receipt of the mark stands against the published root, by the stand-alone checker, and fails altered."""
    dana.open(child_url)
    with dana.page.expect_download() as download:
        dana.page.locator("a[href*='receipt.json']").first.click()
    folder = house.data / "kept"
    folder.mkdir(exist_ok=True)
    receipt = folder / "receipt.json"
    download.value.save_as(receipt)
    fetched = {name: dana.page.request.get(f"{house.base}/{name}").body() for name in ("roots.txt", "check_receipt.py")}
    for name, body in fetched.items():
        (folder / name).write_bytes(body)
    check = [sys.executable, "-I", str(folder / "check_receipt.py"), str(receipt), "--roots", str(folder / "roots.txt")]
    assert subprocess.run(check, capture_output=True, cwd=folder, check=False).returncode == 0
    text = receipt.read_text()
    changed = re.sub(r'("name": "value",\s*"type": "[a-z]+",\s*"value": )"?9"?', r'\g<1>"10"', text)
    assert changed != text
    receipt.write_text(changed)
    assert subprocess.run(check, capture_output=True, cwd=folder, check=False).returncode == 1


def test_the_parents_page_is_read_without_javascript(house: House, browser) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 780}, locale="kk")
    page = context.new_page()
    page.goto(f"{house.base}/account/login/")
    page.fill("input[name=login]", "dana")
    page.fill("input[name=password]", house.password("dana"))
    page.locator("form button[type=submit], form button:not([type])").first.click()
    page.get_by_role("link", name="Ержан").first.click()
    assert "Ержан" in page.locator("h1.answer").inner_text()
    assert "Алгебра" in page.locator("main").inner_text()
    context.close()


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_the_first_page_and_sign_in_speak_three_languages(sign_in: Callable[..., Reader], language: str) -> None:
    words = {"kk": "тізілім", "ru": "реестр", "en": "register"}
    for size, name in ((PHONE, 360), (DESK, 1280)):
        stranger = sign_in("", size, language)
        stranger.page.set_extra_http_headers({"Accept-Language": language})
        assert stranger.open("/") == 200
        assert words[language] in stranger.answer.inner_text()
        stranger.photograph(f"public-{name}-{language}")
        assert stranger.open("/account/login/") == 200
        stranger.photograph(f"signin-{name}-{language}")


def test_the_deputy_mends_the_week_by_the_keyboard(sign_in: Callable[..., Reader]) -> None:
    """October: a version is begun from the one in force, a lesson is carried, locked, taken out and put back."""
    from playwright.sync_api import expect

    deputy = sign_in("deputy")
    deputy.open("/timetable/")
    expect(deputy.answer).to_contain_text("2-тоқсан")
    deputy.photograph("timetable-desk-1280-kk")
    deputy.page.click("button[data-opens=new-version]")
    deputy.page.fill("dialog[open] input[name=name]", "Қазан түзетуі")
    deputy.page.click("dialog[open] .btn-primary")
    deputy.page.wait_for_selector(".week-lesson")
    line, keys = deputy.page.locator("#week-state"), deputy.page.keyboard
    expect(deputy.answer).to_contain_text("қайшылық жоқ")

    # Space picks the lesson up; every hour of its class says whether it can go there; Esc returns it
    first = deputy.page.locator("td[data-d='0'][data-n='1']").first
    first.click()
    keys.press(" ")
    deputy.page.wait_for_selector("td[data-can]")
    keys.press("ArrowDown")
    hours = deputy.page.locator("td[data-can]")
    assert all(words.strip() for words in hours.locator(".week-where").all_inner_texts())
    deputy.photograph("timetable-1280-kk")
    keys.press("Escape")
    expect(line).to_contain_text("орнына қайтты")
    assert deputy.page.locator("td[data-can]").count() == 0

    # It is carried to a free hour and put down; one key takes it back
    before = first.inner_text()
    first.click()
    keys.press(" ")
    free = deputy.page.locator("td[data-can=free], td[data-can=swap], td[data-can=could]").first
    expect(free).to_be_visible()
    free.click()
    expect(line).to_contain_text("сақталды")
    assert first.inner_text() != before
    keys.press("Control+z")
    expect(first).to_have_text(before, use_inner_text=True)

    # Locked, it stays; unlocked and taken out it waits in the tray
    first.click()
    keys.press("l")
    expect(first).to_contain_text("бекітілген")
    keys.press("Delete")
    expect(line).to_contain_text("бекітіліп қойған")
    keys.press("l")
    expect(first).not_to_contain_text("бекітілген")
    keys.press("Delete")
    expect(deputy.page.locator(".week-waiting")).to_have_count(1)
    expect(deputy.answer).to_contain_text("Қойылмаған")
    deputy.page.click("#week-undo")
    expect(deputy.page.locator(".week-waiting")).to_have_count(0)
    deputy.page.reload()
    deputy.page.wait_for_selector(".week-lesson")
    expect(first).to_have_text(before, use_inner_text=True)
    for name, path in (("plan", "plan"), ("demands", "demands"), ("divisions", "divisions"), ("hours", "hours")):
        deputy.open(f"/timetable/{path}/")
        deputy.photograph(f"timetable-{name}-1280-kk")

    # Everybody reads the week on a phone, and a teacher's lesson proposes its topic
    for who, name in (("dana", "family"), ("bolat", "teacher")):
        reader = sign_in(who, PHONE)
        reader.open("/week/")
        expect(reader.page.locator(".is-today")).to_contain_text("бүгін")
        reader.photograph(f"week-{name}-360-kk")
    bolat = sign_in("bolat")
    bolat.open("/calendar-plans/")
    bolat.photograph("calendar-plans-1280-kk")
    bolat.open("/journal/plans/")
    bolat.photograph("plan-progress-1280-kk")
