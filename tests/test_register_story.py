"""The register as a spreadsheet in a real browser: by keys alone, from Excel, two at once, and without a network."""

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from tests.test_story import CHROMIUM, DESK, PHONE, House, Reader, barriers, browser, house, sign_in, until

__all__ = ["browser", "house", "sign_in"]

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine (Debian: apt install chromium)"),
]

SignIn = Callable[..., Reader]
PASTE = """([text]) => {
  const data = new DataTransfer();
  data.setData("text/plain", text);
  const told = { clipboardData: data, bubbles: true, cancelable: true };
  document.activeElement.dispatchEvent(new ClipboardEvent("paste", told));
}"""
COPY = """() => {
  const data = new DataTransfer();
  const told = { clipboardData: data, bubbles: true, cancelable: true };
  document.activeElement.dispatchEvent(new ClipboardEvent("copy", told));
  return data.getData("text/plain");
}"""
UNSENT = "Object.keys(localStorage).filter(key => key.startsWith('unsent:')).length"
WAITING = """() => [document.getElementById("register-state").textContent,
  ...Object.keys(localStorage).filter(key => key.startsWith("unsent:")).map(key => localStorage.getItem(key))]"""


class Register:
    """The month's register at one screen, from the cursor's column on."""

    def __init__(self, reader: Reader) -> None:
        self.reader, self.page = reader, reader.page
        self.keys = 0

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)
            self.keys += 1

    def cell(self, row: int, column: int) -> Any:
        return self.page.locator("#register tbody tr").nth(row).locator("td").nth(column)

    def texts(self, column: int, rows: range) -> list[str]:
        return [self.cell(row, column).inner_text().strip() for row in rows]

    @property
    def column(self) -> int:
        """Where the cursor waits: the latest lesson that has begun."""
        return int(self.page.evaluate("document.activeElement.across"))

    def paste(self, text: str) -> None:
        self.page.evaluate(PASTE, [text])

    def waits_until_sent(self) -> None:
        """Nothing is left on the device; where something is, the failure says what, and what the page says of it."""
        try:
            until(lambda: self.page.evaluate(UNSENT) == 0, seconds=60)
        except AssertionError:
            pytest.fail("\n".join(self.page.evaluate(WAITING)))


def ready(page: Any) -> None:
    """The script has put the cursor into the grid. Asked again and again from here: the page's own policy forbids it
    to evaluate text."""
    until(lambda: page.evaluate("document.activeElement.tagName") == "TD")


def month_of(reader: Reader, group: str) -> Register:
    """The register of the class in the first of its lessons today."""
    assert reader.open("/teacher/") == 200
    address = reader.page.locator("main a[href*='/journal/lessons/']", has_text=group).first.get_attribute("href")
    reader.open(str(address))
    reader.open(str(reader.page.locator(".eyebrow a").first.get_attribute("href")))
    ready(reader.page)
    return Register(reader)


def test_a_class_is_marked_by_keys_alone(house: House, sign_in: SignIn) -> None:
    """Thirty pupils or so, one absent, one late, everybody else with a mark: two keys a pupil and no mouse."""
    from playwright.sync_api import expect

    bolat = sign_in("bolat")
    register = month_of(bolat, "8 «Б»")
    here = register.column
    pupils = register.page.locator("#register tbody tr").count()
    assert pupils >= 20
    register.press("p")
    started = register.page.evaluate("performance.now()")
    for row in range(pupils):
        register.press("n" if row == 2 else "k" if row == 5 else str(row % 7 + 3), "Enter")
    seconds = (register.page.evaluate("performance.now()") - started) / 1000
    register.waits_until_sent()
    assert register.keys == 1 + 2 * pupils
    assert seconds < 60
    assert register.texts(here, range(6)) == ["3", "4", "қ/н", "6", "7", "к/о"]
    expect(register.cell(0, here)).to_have_class(re.compile("in-sent"))
    bolat.photograph("register-month-1280-kk")
    bolat.page.reload()
    assert register.texts(here, range(6)) == ["3", "4", "қ/н", "6", "7", "к/о"]
    phone = sign_in("bolat", PHONE)
    phone.open(bolat.page.url)
    phone.photograph("register-month-360-kk")


def test_the_spreadsheet_copies_pastes_fills_and_takes_back(house: House, sign_in: SignIn) -> None:
    from playwright.sync_api import expect

    bolat = sign_in("bolat")
    register = month_of(bolat, "6 «Б»")
    here = register.column
    register.paste("7\n15\nқ/н\n8 к/о\nжоқ\n9,0\n\n")
    expect(register.cell(0, here)).to_have_class(re.compile("in-sent"), timeout=15_000)
    assert register.texts(here, range(7)) == ["7", "15", "қ/н", "к/о 8", "жоқ", "9", "·"]
    bad = register.page.locator("#bad-cells li")
    expect(bad).to_have_count(2)
    expect(bad.first).to_contain_text("1-ден 10-ға дейінгі")
    bolat.photograph("register-bad-cells-1280-kk")

    bolat.page.reload()  # what was pasted is still there, with why
    ready(register.page)
    assert register.texts(here, range(5)) == ["7", "15", "қ/н", "к/о 8", "жоқ"]
    register.press("ArrowDown", "5", "ArrowDown", "ArrowDown", "ArrowDown", "Escape")
    expect(bad).to_have_count(0)
    register.waits_until_sent()
    assert register.texts(here, range(6)) == ["7", "5", "қ/н", "к/о 8", "·", "9"]

    # several rows are copied as Excel takes them
    register.press("Control+Home")
    for _ in range(here):
        register.press("ArrowRight")
    register.press("Shift+ArrowDown", "Shift+ArrowDown", "Shift+ArrowDown")
    assert register.page.evaluate(COPY) == "7\r\n5\r\nқ/н\r\nк/о 8"
    expect(register.page.locator("td.is-chosen")).to_have_count(4)

    # filled down, undone and done again: each a new edit
    register.press("Control+d")
    assert register.texts(here, range(4)) == ["7", "7", "қ/н 7", "к/о 7"]
    register.waits_until_sent()
    register.press("Control+z")
    assert register.texts(here, range(4)) == ["7", "5", "қ/н", "к/о 8"]
    register.press("Control+y")
    register.waits_until_sent()
    register.press("Control+z")
    register.waits_until_sent()
    bolat.page.reload()
    assert register.texts(here, range(4)) == ["7", "5", "қ/н", "к/о 8"]

    # names beside marks: matched by order, and a name that is somebody else's is not entered
    ready(register.page)
    names = register.page.locator(".pupil-name").all_inner_texts()
    register.press("ArrowDown", "ArrowDown", "ArrowDown", "ArrowDown", "ArrowDown", "ArrowDown")
    register.paste(f"{names[6]}\t10\n{names[9]}\t4\n{names[8].upper()}\t6\n")
    assert register.texts(here, range(6, 9)) == ["10", "4", "6"]
    expect(bad).to_have_count(1)
    expect(bad.first).to_contain_text(names[9])
    register.press("ArrowDown", "Escape", "?")
    expect(register.page.locator("#keys")).to_contain_text("Ctrl D")
    register.press("Escape")
    register.waits_until_sent()
    bolat.page.reload()
    assert register.texts(here, range(6, 9)) == ["10", "·", "6"]


def test_two_at_once_lose_nothing_and_a_clash_is_chosen(house: House, sign_in: SignIn) -> None:
    """Bolat and the class teacher write in one class at once; then both in one cell."""
    from playwright.sync_api import expect

    bolat, gulnar = sign_in("bolat"), sign_in("gulnar")
    mine = month_of(bolat, "7 «Ә»")
    gulnar.open(bolat.page.url)
    theirs = Register(gulnar)
    ready(theirs.page)
    here = mine.column
    bolat.page.evaluate("window.stayed = true")
    for row in range(10):
        mine.press(str(row % 5 + 4), "ArrowDown", "ArrowDown")
        if row == 0:
            theirs.press("ArrowDown", "8")
            say(theirs, "Сынып сағатында келістік")
        else:
            theirs.press("8")
        theirs.press("ArrowDown", "ArrowDown")
    mine.waits_until_sent()
    theirs.waits_until_sent()
    wanted = [str(row // 2 % 5 + 4) if row % 2 == 0 else "8" for row in range(20)]
    until(lambda: mine.texts(here, range(20)) == wanted == theirs.texts(here, range(20)), seconds=45)
    assert bolat.page.evaluate("window.stayed") is True

    # one cell: Gulnar is quicker, Bolat has not seen it
    bolat.page.context.set_offline(True)
    mine.press("Control+Home")
    for _ in range(here):
        mine.press("ArrowRight")
    mine.press("Delete", "5")
    theirs.press("Control+Home")
    for _ in range(here):
        theirs.press("ArrowRight")
    theirs.press("6")
    theirs.waits_until_sent()
    bolat.page.context.set_offline(False)
    box = bolat.page.locator(".conflict")
    expect(box).to_contain_text("Гүлнар", timeout=45_000)
    expect(mine.cell(0, here)).to_have_class(re.compile("in-conflict"))
    bolat.photograph("register-clash-1280-kk")
    box.get_by_role("button").first.click()
    say(mine, "Ержанмен бірге тексердік", already=True)
    mine.waits_until_sent()
    until(lambda: theirs.cell(0, here).inner_text() == "5", seconds=45)

    # and the other way: what stands is taken
    bolat.page.context.set_offline(True)
    mine.press("Control+Home")
    for _ in range(here):
        mine.press("ArrowRight")
    mine.press("9")
    theirs.press("7")
    theirs.waits_until_sent()
    bolat.page.context.set_offline(False)
    expect(box).to_have_count(1, timeout=45_000)
    box.get_by_role("button").nth(1).click()
    expect(mine.cell(0, here)).to_have_text("7")
    expect(box).to_have_count(0)
    assert bolat.page.evaluate(UNSENT) == 0


def say(register: Register, why: str, *, already: bool = False) -> None:
    """The reason that a class teacher, or whoever puts their own entry over another, must give."""
    register.page.locator("#reason-dialog[open]").wait_for()
    register.page.locator("#reason-text").fill(why)
    register.page.keyboard.press("Enter")
    register.page.locator("#reason-dialog[open]").wait_for(state="detached")
    assert already or register.page.evaluate("document.activeElement.tagName") == "TD"


def test_two_tabs_share_one_line(house: House, sign_in: SignIn) -> None:
    from playwright.sync_api import expect

    bolat = sign_in("bolat")
    one = month_of(bolat, "11 «Б»")
    here = one.column
    second = bolat.page.context.new_page()
    second.goto(bolat.page.url)
    ready(second)
    other = Register(bolat)
    other.page = second
    sent: list[str] = []
    for page in (bolat.page, second):
        page.on("request", lambda request: sent.append(str(request.post_data)) if request.method == "POST" else None)
    bolat.page.context.set_offline(True)
    one.press("4", "ArrowDown", "5")
    expect(other.cell(0, here)).to_have_text("4")  # typed in one tab, seen in the other
    other.press("6")  # the same cell again, in the other tab: one edit takes the place of the other
    expect(one.cell(0, here)).to_have_text("6")
    assert one.page.evaluate(UNSENT) == 2
    bolat.page.context.set_offline(False)
    one.waits_until_sent()
    for register in (one, other):
        expect(register.cell(0, here)).to_have_class(re.compile("in-sent"), timeout=15_000)
        assert register.texts(here, range(2)) == ["6", "5"]
    ids = [edit["id"] for body in sent for edit in json.loads(body)["edits"]]
    assert bolat.page.locator(".conflict").count() == 0
    assert len(set(ids)) == 2


def test_the_months_register_without_a_network(house: House, sign_in: SignIn) -> None:
    """Opened in the morning, read and filled without a network, sent when it is back, together with a colleague's."""
    from playwright.sync_api import expect

    bolat = sign_in("bolat")
    bolat.open("/teacher/")
    until(lambda: bolat.page.evaluate("navigator.serviceWorker.controller !== null"))
    register = month_of(bolat, "5 «А»")
    here, address = register.column, bolat.page.url
    until(lambda: bolat.page.evaluate(f"caches.match('{address}').then(Boolean)"))
    aigerim = sign_in("aigerim")
    bolat.page.context.set_offline(True)
    bolat.open(address)
    ready(register.page)
    expect(bolat.page.locator("[data-kept-note]")).to_be_visible()
    register.press("p")
    register.paste("\n".join(str(row % 7 + 4) for row in range(12)))
    expect(bolat.page.locator("#register-state")).to_have_attribute("data-state", "offline", timeout=15_000)
    expect(register.cell(0, here)).to_have_class(re.compile("in-local"))
    bolat.photograph("register-offline-1280-kk")
    bolat.page.close()  # the tab is closed with everything in it
    again = bolat.page = bolat.page.context.new_page()
    again.goto(address)
    register.page = again
    ready(register.page)
    assert register.texts(here, range(3)) == ["4", "5", "6"]

    aigerim.open(address)
    head = Register(aigerim)
    ready(head.page)
    head.press(*["ArrowDown"] * 14, "9")
    say(head, "Олимпиада жеңімпазы")
    head.waits_until_sent()

    again.context.set_offline(False)
    register.waits_until_sent()
    expected = [str(row % 7 + 4) for row in range(12)]
    until(
        lambda: register.texts(here, range(12)) == expected and register.cell(14, here).inner_text() == "9", seconds=45
    )
    aigerim.page.reload()
    assert head.texts(here, range(12)) == expected


def test_a_line_lost_in_the_middle_of_a_paste_and_a_session_that_ended(house: House, sign_in: SignIn) -> None:
    from playwright.sync_api import expect

    bolat = sign_in("bolat")
    register = month_of(bolat, "5 «А»")
    here = register.column
    # the server has it, the answer is lost: it is sent again and stored once
    bolat.page.route(re.compile("/journal/edits"), lambda route: (route.fetch(), route.abort()), times=1)
    register.press("Control+Home", *["ArrowRight"] * here, *["ArrowDown"] * 15)
    register.paste("5\n6\n7\n8\n9")
    expect(bolat.page.locator("#register-state")).to_have_attribute("data-state", "offline", timeout=15_000)
    register.waits_until_sent()
    assert bolat.page.locator(".conflict").count() == 0

    # the session ends; the line stays, and the own signing in sends it
    cookies = bolat.page.context.cookies()
    bolat.page.context.clear_cookies()
    register.press("Control+Home", *["ArrowRight"] * here, "1", "ArrowDown")
    state = bolat.page.locator("#register-state")
    expect(state).to_have_attribute("data-state", "signed-out", timeout=20_000)
    assert bolat.page.evaluate(UNSENT) == 1

    # somebody else signs in on this device: nothing is sent in their name
    other = bolat.page.context.new_page()
    other.goto(f"{house.base}/account/login/")
    other.fill("input[name=login]", "dana")
    other.fill("input[name=password]", house.password("dana"))
    other.keyboard.press("Enter")
    other.wait_for_url(lambda url: "/account/login" not in url)
    bolat.page.evaluate("dispatchEvent(new Event('online'))")
    expect(state).to_have_attribute("data-state", "other", timeout=20_000)
    assert bolat.page.evaluate(UNSENT) == 1
    other.close()

    bolat.page.context.clear_cookies()
    bolat.page.context.add_cookies(cookies)
    bolat.page.evaluate("dispatchEvent(new Event('online'))")
    register.waits_until_sent()

    # who signs out with unsent entries is asked first
    bolat.page.context.set_offline(True)
    register.press("4")
    asked: list[str] = []
    bolat.page.on("dialog", lambda dialog: (asked.append(dialog.message), dialog.dismiss()))
    bolat.page.evaluate("document.querySelector('button[data-signs-out]').click()")
    until(lambda: len(asked) == 1)
    assert "1 жазба" in asked[0]
    bolat.page.context.set_offline(False)
    register.waits_until_sent()


def test_the_pages_around_the_register(house: House, sign_in: SignIn) -> None:
    """The week, a lesson with its file, and the heads' control are whole at both widths and without barriers."""
    from playwright.sync_api import expect

    for size in (DESK, PHONE):
        bolat, aigerim = sign_in("bolat", size), sign_in("aigerim", size)
        assert bolat.open("/journal/week/") == 200
        bolat.photograph(f"teacher-week-{size[0]}-kk")
        for look in ("homework", "patterns", "unfilled"):
            assert aigerim.open(f"/journal/control/?look={look}&by=day") == 200
            assert barriers(aigerim.page) == []
        aigerim.photograph(f"control-{size[0]}-kk")
        assert bolat.open("/journal/control/") == 404
    bolat.open("/teacher/")
    lesson = bolat.page.locator("main a[href*='/journal/lessons/']").last
    bolat.open(str(lesson.get_attribute("href")))
    bolat.page.locator("input[name=topic]").fill("Теңдеулер")
    bolat.page.locator("textarea[name=homework]").fill("№ 31")
    bolat.page.get_by_role("button", name=re.compile("сақтау")).click()
    brought = {"name": "../Есептер.pdf", "mimeType": "text/html", "buffer": b"%PDF-1.7 esepter"}
    bolat.page.locator("#homework-file").set_input_files(brought)
    bolat.page.get_by_role("button", name="Файлды қосу").click()
    expect(bolat.page.get_by_role("link", name="Есептер.pdf")).to_be_visible()
    with bolat.page.expect_download() as download:
        bolat.page.get_by_role("link", name="Есептер.pdf").click()
    assert download.value.suggested_filename == "Есептер.pdf"
    bolat.photograph("lesson-file-360-kk")


def test_what_a_parent_told_is_taken_over_with_the_attendance(house: House, sign_in: SignIn) -> None:
    """Dana says in the morning that Erzhan is ill; one key of Bolat's takes the class, and Erzhan with his reason."""
    from playwright.sync_api import expect

    dana = sign_in("dana", PHONE)
    assert dana.open("/diary/") == 200
    dana.open("/more/")
    dana.page.locator("a[href$='/absence/']", has_text="").last.click()
    child = re.search(r"/children/([0-9a-f-]{36})/", dana.page.url)
    assert child is not None
    dana.page.check("[name=kind][value=ill]")
    dana.page.fill("[name=reason]", "Қызуы көтерілді")
    dana.page.click("button:has-text('Мектепке айту')")
    dana.page.wait_for_selector(".told")

    bolat = sign_in("bolat")
    assert bolat.open("/teacher/") == 200
    lessons = bolat.page.locator("main a[href*='/journal/lessons/']", has_text="7 «Ә»")
    bolat.open(str(lessons.first.get_attribute("href")))
    ready(bolat.page)
    row = bolat.page.locator("#register tbody tr", has=bolat.page.locator(f"[data-pupil='{child[1]}']"))
    code = row.locator("td.code")
    expect(code).to_have_class(re.compile("is-proposed"))
    expect(code).to_have_text("а/б")
    bolat.photograph("register-told-1280-kk")
    bolat.page.keyboard.press("p")
    expect(code).not_to_have_class(re.compile("is-proposed"))
    expect(code).to_have_text("а/б")
    until(lambda: bolat.page.evaluate(UNSENT) == 0, seconds=60)
    bolat.page.reload()
    expect(code).to_have_text("а/б")
    expect(code).to_have_class(re.compile("in-sent|in-sealed"))
    codes = [one.strip() for one in bolat.page.locator("#register td.code").all_inner_texts()]
    assert (len(set(codes)), codes.count("а/б")) == (2, 1), codes  # everybody else is there
