"""`./shanyraq test`: the whole suite on SQLite, and again on PostgreSQL where one answers."""

import glob
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from launcher import house, install
from launcher.house import Options
from launcher.trouble import last_words
from launcher.words import Stop, say

POSTGRES = "postgresql://postgres@127.0.0.1:5432/postgres"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FONT = "/usr/share/fonts/**/NotoSans-Regular.ttf"
PACKAGES = ("chromium", "fonts-noto-core")
TESTS_FAILED, NO_TESTS_MATCHED = 1, 5


def suite(arguments: Sequence[str], options: Options) -> int:
    sqlite_only = "--sqlite-only" in arguments
    chosen = [argument for argument in arguments if argument != "--sqlite-only"]
    install.ensure("dev", wheels=options.wheels)
    bring_browser()
    compile_texts(options)
    env = untouched(house.surroundings(options))
    say("== SQLite")
    codes = [pytest(["-m", "not browser", *chosen], env=env), stories(chosen, env=env)]
    if NO_TESTS_MATCHED in codes and codes != [NO_TESTS_MATCHED] * 2:
        codes = [0 if code == NO_TESTS_MATCHED else code for code in codes]
    url = os.environ.get("SHANYRAQ_TEST_PG") or POSTGRES
    if not sqlite_only and postgres_answers(url):
        say("== PostgreSQL")
        again = pytest(["-m", "not browser", *chosen], env=env | {"DATABASE_URL": url})
        codes.append(0 if again == NO_TESTS_MATCHED and not any(codes) else again)
    elif not sqlite_only:
        say("== PostgreSQL does not answer; SQLite alone was tested (SHANYRAQ_TEST_PG names another address).")
    return next((code for code in codes if code), 0)


def stories(chosen: Sequence[str], *, env: dict[str, str]) -> int:
    """The stories in a real browser: whole processes, a clock and a network beside each other. What failed is lived
    once more, and only what fails twice has failed; the first failure stays printed."""
    say("== SQLite, in a browser")
    code = pytest(["-m", "browser", *chosen], env=env)
    if code != TESTS_FAILED:
        return code
    say("== Once more, what failed in the browser")
    return pytest(["-m", "browser", "--last-failed", "--last-failed-no-failures=none", *chosen], env=env)


def pytest(arguments: Sequence[str], *, env: dict[str, str]) -> int:
    command = [str(house.python_of()), "-m", "pytest", *arguments]
    return subprocess.run(command, cwd=house.ROOT, env=env, check=False).returncode


def untouched(env: dict[str, str]) -> dict[str, str]:
    """`env` without a word about the operator's own installation, which no test may meet."""
    ours = ("SHANYRAQ_", "SMTP_", "DATABASE_URL", "REDIS_URL")
    kept = ("SHANYRAQ_SHARED", "SHANYRAQ_TEST_PG")
    return {name: value for name, value in env.items() if name in kept or not name.startswith(ours)}


def scratch(options: Options) -> dict[str, str]:
    """Surroundings whose data folder is thrown away, for commands that must not touch the operator's."""
    return untouched(house.surroundings(options)) | {"SHANYRAQ_DATA": str(house.ROOT / ".tools" / "scratch")}


def compile_texts(options: Options) -> None:
    compile_all = house.manage("compiletranslations")
    done = subprocess.run(compile_all, env=scratch(options), capture_output=True, text=True, check=False)
    if done.returncode:
        raise Stop(f"The translations could not be compiled:\n{last_words(done.stderr)}")


def postgres_answers(url: str) -> bool:
    asks = "import psycopg, sys; psycopg.connect(sys.argv[1], connect_timeout=2).close()"
    return subprocess.run([str(house.python_of()), "-c", asks, url], capture_output=True, check=False).returncode == 0


def missing_packages() -> list[str]:
    browser = any(shutil.which(name) for name in BROWSERS)
    font = next(glob.iglob(FONT, recursive=True), None)
    return [name for name, there in zip(PACKAGES, (browser, font), strict=True) if not there]


def bring_browser() -> None:
    """On Debian, as root, a Chromium and its fonts are installed; elsewhere browser tests skip."""
    missing = missing_packages()
    if not missing:
        return
    if not (Path("/etc/debian_version").exists() and shutil.which("apt-get") and os.geteuid() == 0):
        say(f"Not installed here: {', '.join(missing)}; tests that need a browser skip.")
        return
    say(f"Installing {', '.join(missing)} for the browser tests ...")
    env = dict(os.environ) | {"DEBIAN_FRONTEND": "noninteractive"}
    for step in (["update"], ["install", "--yes", "--no-install-recommends", *missing]):
        try:
            done = subprocess.run(["apt-get", "-qq", *step], env=env, capture_output=True, timeout=300, check=False)
        except subprocess.TimeoutExpired:
            done = None
        if done is None or (done.returncode and step[0] == "install"):
            print("They could not be installed; tests that need a browser skip.", file=sys.stderr)
            return
