"""Dana with a phone: the sheet, a passkey instead of a password, out, and in again by finger."""

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

CHROMIUM = os.environ.get("SHANYRAQ_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM, reason="no Chromium here; set SHANYRAQ_CHROMIUM to its path"),
]


@pytest.fixture
def house(tmp_path: Path) -> Iterator[tuple[str, str]]:
    """The address of a house that runs by itself, and the path of Dana's sheet."""
    with socket.socket() as free:
        free.bind(("localhost", 0))
        port = free.getsockname()[1]
    environment = {
        **os.environ,
        "SHANYRAQ_DATA": str(tmp_path),
        "DATABASE_URL": "",
        "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
    }
    script = Path(__file__).with_name("served_house.py")
    command = [sys.executable, str(script), str(port)]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            path = process.stdout.readline().strip()
            assert path, "the house did not start"
            yield f"http://localhost:{port}", path
        finally:
            process.terminate()


@pytest.fixture
def page(house):
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        opened = chromium.new_page(viewport={"width": 360, "height": 740}, locale="en-GB")
        yield opened
        chromium.close()


def test_dana_comes_in_by_her_sheet_adds_a_passkey_and_comes_back_by_finger(house, page):
    address, sheet = house
    refused: list[str] = []
    page.on("console", lambda said: refused.append(said.text) if "Content Security Policy" in said.text else None)
    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})

    page.goto(address + sheet)
    page.fill("[name=birth_date]", "2013-05-04")
    page.click("text=Continue")
    page.click("text=Without a password")
    username = page.inner_text(".username")
    page.click("text=Add this device as a passkey")
    page.click("text=Add this device")
    page.wait_for_url(lambda url: "/keys/" in url and not url.endswith("/add/"))
    page.wait_for_load_state()
    assert "10 recovery codes are left" in page.inner_text("h1")

    page.goto(address + "/account/logout/")
    page.click("main button:has-text('Sign out')")
    page.wait_for_load_state()
    page.goto(address + "/account/login/")
    page.click("text=Sign in with a passkey")
    page.wait_for_url(lambda url: "/account/" not in url)
    page.goto(address + "/account/")
    assert username in page.content()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert refused == []
