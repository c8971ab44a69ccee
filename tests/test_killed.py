"""Killed in the middle for good (SIGKILL) and started again: it ends as if nothing had happened.

Real processes of the product's own commands, on SQLite and, where one answers, on PostgreSQL.
"""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import uuid
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg
import pytest

ROOT = Path(__file__).resolve().parents[1]
REGISTER = ("organisation", "person", "group", "enrolment", "guardianship", "employment", "teachingload")
PUPILS = "1100"
TERRITORIES = """
from shanyraq.kernel.scope import system_scope
from shanyraq.spine.registry import api as registry
with system_scope("test"):
    registry.load_territories()
"""
Row = tuple[str, dict[str, object]]


@dataclass
class House:
    """A folder with a database, and commands run on it."""

    folder: Path
    url: str = ""
    started: list[subprocess.Popen[str]] = field(default_factory=list)

    def start(self, *command: str) -> subprocess.Popen[str]:
        clean = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
        env = clean | {
            "SHANYRAQ_DATA": str(self.folder),
            "DJANGO_SETTINGS_MODULE": "shanyraq.config.settings_test",
            "PYTHONPATH": str(ROOT / "src"),
            **({"DATABASE_URL": self.url} if self.url else {}),
        }
        pipe = subprocess.PIPE
        process = subprocess.Popen(
            [sys.executable, "-m", "django", *command], env=env, stdout=pipe, stderr=pipe, text=True
        )
        self.started.append(process)
        return process

    def do(self, *command: str) -> str:
        process = self.start(*command)
        out, errors = process.communicate(timeout=600)
        assert process.returncode == 0, errors
        return out

    def killed_after(self, said: str, *command: str) -> None:
        """The command is gone, without a chance to tidy up, just after it has said this and before it was ready."""
        process = self.start(*command)
        assert process.stdout is not None
        for line in process.stdout:
            if line.strip().startswith(said):
                process.send_signal(signal.SIGKILL)
                break
        rest, errors = process.communicate(timeout=600)
        assert process.returncode == -signal.SIGKILL, (rest, errors)

    def register(self) -> list[Row]:
        """Every row of the register, as the database holds it."""
        return [(name, row) for name in REGISTER for row in self._rows(f"SELECT * FROM registry_{name} ORDER BY id")]

    def _rows(self, query: str) -> list[dict[str, object]]:
        with closing(self._connection()) as connection:
            cursor = connection.execute(query)
            names = [str(column[0]) for column in cursor.description or ()]
            return [{name: str(value) for name, value in zip(names, row, strict=True)} for row in cursor.fetchall()]

    def _connection(self) -> Any:
        return psycopg.connect(self.url) if self.url else sqlite3.connect(self.folder / "shanyraq.sqlite3")


Build = Callable[[], House]


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def build(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Build]:
    """Makes houses: each with a database of its own, migrated and empty."""
    if request.param == "sqlite":
        blank = House(tmp_path_factory.mktemp("blank"))
        blank.do("migrate", "-v0")
        blank.do("shell", "-v0", "-c", TERRITORIES)

        def on_sqlite() -> House:
            house = House(tmp_path_factory.mktemp("house"))
            shutil.copy(blank.folder / "shanyraq.sqlite3", house.folder)
            return house

        yield on_sqlite
        return
    server = os.environ.get("DATABASE_URL", "")
    if not server.startswith("postgres"):
        pytest.skip("no PostgreSQL is named by DATABASE_URL")
    base, made = server.rpartition("/")[0], []

    def database(template: str = "template1") -> str:
        name = f"killed_{uuid.uuid4().hex[:12]}"
        with psycopg.connect(f"{base}/postgres", autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        made.append(name)
        return name

    empty = database()
    blank = House(tmp_path_factory.mktemp("blank"), f"{base}/{empty}")
    blank.do("migrate", "-v0")
    blank.do("shell", "-v0", "-c", TERRITORIES)
    yield lambda: House(tmp_path_factory.mktemp("house"), f"{base}/{database(empty)}")
    with psycopg.connect(f"{base}/postgres", autocommit=True) as connection:
        for name in made:
            connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


GENERATE = ("generate", "--region", "turkistan-oblast", "--pupils", PUPILS, "--seed", "3")


@pytest.fixture(scope="module")
def generated(build: Build) -> House:
    """A region made without any disturbance."""
    house = build()
    house.do(*GENERATE)
    return house


def test_a_region_whose_making_was_killed_ends_the_same(build: Build, generated: House) -> None:
    house = build()
    house.killed_after("1 of", *GENERATE)
    begun = house.register()
    house.do(*GENERATE)
    whole = generated.register()
    assert 0 < len(begun) < len(whole)
    assert house.register() == whole


def test_an_import_that_was_killed_ends_the_same(build: Build, generated: House, tmp_path: Path) -> None:
    file = tmp_path / "region.zip"
    generated.do("export", "oneroster", "--territory", "610000000", "--without-seats", "--to", str(file))
    bring = ("import", str(file), "--apply", "--part", "300")
    quiet, disturbed = house_for(build, generated), house_for(build, generated)
    said = quiet.do(*bring)
    disturbed.killed_after("applied 1", *bring)  # the first that begins so: beyond a thousand lines
    begun = disturbed.register()
    again = disturbed.do(*bring)
    assert "goes on where it stood" in again
    assert said.splitlines()[-1] == again.splitlines()[-1]
    whole = names_for_ids(quiet.register())
    assert 0 < len(begun) < len(whole)
    assert names_for_ids(disturbed.register()) == whole


def house_for(build: Build, generated: House) -> House:
    """An empty house that accepts invented people."""
    house = build()
    shutil.copy(generated.folder / "demo-clock.json", house.folder)
    return house


def names_for_ids(rows: list[Row]) -> list[str]:
    """Every run gives its own ids: each id is told by what its row holds, and a key by whom it points at."""
    bare = {
        row["id"]: str([name, *(value for key, value in row.items() if not key.endswith("id"))]) for name, row in rows
    }
    return sorted(str([name, *(bare.get(value, value) for value in row.values())]) for name, row in rows)
