"""Backups are tested by restoring them: a real SQLite file, and PostgreSQL where it is there."""

import io
import json
import os
import shutil
import sqlite3
import stat
import subprocess
import sys
import uuid
import zipfile
from contextlib import closing
from pathlib import Path

import pytest
from django.db import connection

from shanyraq.kernel.keeping.ciphers import PIECE, WrongPassphrase, seal, unseal
from shanyraq.kernel.keeping.passphrases import given_passphrase
from shanyraq.kernel.keeping.refusals import Refused
from shanyraq.kernel.keeping.restoring import check, restore

on_sqlite = pytest.mark.skipif(connection.vendor != "sqlite", reason="restores SQLite in this process")
SOURCE = Path(__file__).resolve().parents[4]
PASSPHRASE = "Ерзһан мектепке барады"


class House:
    """A small house in a folder of its own, on SQLite unless told otherwise."""

    def __init__(self, folder: Path, *, database: str = "") -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        clean = {key: value for key, value in os.environ.items() if not key.startswith(("DATABASE", "SHANYRAQ"))}
        self.env = clean | {
            "SHANYRAQ_DATA": str(folder),
            "DJANGO_SETTINGS_MODULE": "shanyraq.kernel.keeping.tests.small_settings",
            "PYTHONPATH": str(SOURCE),
            "DATABASE_URL": database,
        }

    def run(self, *command: str, **extra: str) -> tuple[int, str]:
        arguments = [sys.executable, "-m", "django", *command]
        done = subprocess.run(
            arguments, env=self.env | extra, capture_output=True, text=True, cwd=self.folder, check=False
        )
        return done.returncode, done.stdout + done.stderr

    def do(self, *command: str, **extra: str) -> str:
        code, said = self.run(*command, **extra)
        assert code == 0, said
        return said

    def rows(self, query: str) -> list[tuple]:
        with closing(sqlite3.connect(self.folder / "shanyraq.sqlite3")) as database, database:
            return database.execute(query).fetchall()


FILL = """
from django.utils import timezone
from shanyraq.kernel.events.models import OutboxEvent
from shanyraq.kernel.uuid7 import new_id
for n in range(25):
    body = {"n": n, "words": "Ерзһан"}
    OutboxEvent.objects.create(id=new_id(), name="MarkSet", body=body, announced_at=timezone.now())
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> Path:
    house = House(tmp_path_factory.mktemp("built"))
    house.do("migrate", "-v0")
    house.do("shell", "-v0", "-c", FILL)
    return house.folder


@pytest.fixture
def house(built, tmp_path) -> House:
    shutil.copytree(built, tmp_path / "house")
    files = tmp_path / "house" / "files" / "consents"
    files.mkdir(parents=True)
    (files / "Келісім.pdf").write_bytes(os.urandom(300_000))
    return House(tmp_path / "house")


def test_a_backup_restores_to_the_same_house(house, tmp_path):
    target = tmp_path / "b.zip"
    writer = sqlite3.connect(house.folder / "shanyraq.sqlite3")
    writer.execute("PRAGMA journal_mode=WAL")
    writer.execute("INSERT INTO jobs_schedule VALUES ('kept', '* * * * *', '2026-01-01')")
    writer.commit()
    writer.execute("BEGIN IMMEDIATE")
    writer.execute("INSERT INTO jobs_schedule VALUES ('not yet', '* * * * *', '2026-01-01')")  # held open meanwhile
    said = house.do("backup", str(target))
    writer.rollback()
    writer.close()
    assert "not sealed" in said
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir() if "shanyraq-" in path.name] == []
    fresh = House(tmp_path / "fresh")
    fresh.do("restore", str(target), "--data", str(fresh.folder))
    query = "SELECT id, body FROM events_outboxevent ORDER BY id"
    assert fresh.rows(query) == house.rows(query)
    assert fresh.rows("SELECT name FROM jobs_schedule") == [("kept",)]
    kept = "files/consents/Келісім.pdf"
    assert (fresh.folder / kept).read_bytes() == (house.folder / kept).read_bytes()
    assert not (fresh.folder / "secret.key").exists()
    with pytest.raises(sqlite3.DatabaseError, match="append-only"):
        fresh.rows("DELETE FROM events_outboxevent")
    fresh.do("migrate", "--check", "-v0")
    assert stat.S_IMODE((fresh.folder / "shanyraq.sqlite3").stat().st_mode) == 0o600


def test_nothing_is_ever_overwritten(house, tmp_path):
    target = tmp_path / "b.zip"
    house.do("backup", str(target))
    before = target.read_bytes()
    code, said = house.run("backup", str(target))
    assert (code, "never overwrites" in said, target.read_bytes() == before) == (1, True, True)
    rows = house.rows("SELECT count(*) FROM events_outboxevent")
    code, said = house.run("restore", str(target), "--data", str(house.folder))
    assert (code, "empty folder only" in said) == (1, True)
    assert house.rows("SELECT count(*) FROM events_outboxevent") == rows


@on_sqlite
def test_a_sealed_backup_opens_with_its_passphrase_only(house, tmp_path):
    secret = tmp_path / "secret"
    secret.write_text(PASSPHRASE + "\n")
    house.do("backup", str(tmp_path), SHANYRAQ_BACKUP_PASSPHRASE=PASSPHRASE)
    (target,) = tmp_path.glob("*.sealed")
    assert "Ерзһан".encode() not in target.read_bytes()
    assert b"SQLite format" not in target.read_bytes()
    fresh = House(tmp_path / "fresh")
    for wrong in ("", "another one entirely"):
        with pytest.raises(Refused, match="passphrase"):
            restore(target, data=fresh.folder, passphrase=wrong)
        assert list(fresh.folder.iterdir()) == []
    assert check(target, passphrase=PASSPHRASE).contents.counts["events_outboxevent"] == 25
    fresh.do("restore", str(target), "--passphrase-file", str(secret))
    assert fresh.rows("SELECT count(*) FROM events_outboxevent") == [(25,)]


def test_a_short_passphrase_is_refused(tmp_path, monkeypatch):
    (tmp_path / "empty").touch()
    monkeypatch.setenv("SHANYRAQ_BACKUP_PASSPHRASE", "short")
    for file in (None, str(tmp_path / "empty"), str(tmp_path / "absent")):
        with pytest.raises(Refused, match="passphrase"):
            given_passphrase(file)


def rewritten(source: Path, target: Path, change: dict[str, bytes]) -> None:
    """The same archive with some parts replaced."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for name in [*old.namelist(), *(name for name in change if name not in old.namelist())]:
            new.writestr(name, change.get(name) or old.read(name))


@on_sqlite
def test_a_changed_backup_is_refused_and_leaves_nothing(house, tmp_path):
    target, changed = tmp_path / "b.zip", tmp_path / "changed.zip"
    house.do("backup", str(target))
    with zipfile.ZipFile(target) as archive:
        manifest = json.loads(archive.read("manifest.json"))
        database = archive.read("database.sqlite3")
    fewer = json.loads(json.dumps(manifest))
    fewer["contents"]["counts"]["events_outboxevent"] = 26
    stranger = json.loads(json.dumps(manifest))
    stranger["parts"]["files/../../evil"] = stranger["parts"]["database.sqlite3"]
    later = json.loads(json.dumps(manifest))
    later["contents"]["migrations"].append("jobs.9999_tomorrow")
    said = {"fewer": fewer, "stranger": stranger, "later": later, "format": manifest | {"format": 9}}
    dump = {name: json.dumps(value).encode() for name, value in said.items()}
    cases = {
        "SHA-256 differs": {"database.sqlite3": database.replace(b"MarkSet", b"MarkGot", 1)},
        "26 rows were saved, 25 stand now": {"manifest.json": dump["fewer"]},
        "strange name": {"manifest.json": dump["stranger"], "files/../../evil": database},
        "later version": {"manifest.json": dump["later"]},
        "format 9": {"manifest.json": dump["format"]},
        "does not name": {"files/extra": b"x"},
        "cannot be read": {"manifest.json": b"[]"},
    }
    fresh = tmp_path / "fresh"
    for words, change in cases.items():
        rewritten(target, changed, change)
        with pytest.raises(Refused, match=words):
            restore(changed, data=fresh)
        assert list(fresh.iterdir()) == []
    changed.write_bytes(target.read_bytes()[:-2000])
    with pytest.raises(Refused, match="damaged"):
        restore(changed, data=fresh)
    assert list(fresh.iterdir()) == []


def through(plain: bytes, passphrase: str = PASSPHRASE) -> bytes:
    sealed = io.BytesIO()
    seal(io.BytesIO(plain), sealed, passphrase=passphrase)
    return sealed.getvalue()


@pytest.mark.parametrize("size", [0, 1, PIECE, PIECE + 1])
def test_what_is_sealed_is_unsealed(size):
    plain, back = os.urandom(size), io.BytesIO()
    unseal(io.BytesIO(through(plain)), back, passphrase=PASSPHRASE)
    assert back.getvalue() == plain


def test_a_piece_cannot_be_changed_cut_off_or_swapped():
    whole = through(os.urandom(PIECE * 2 + 5))
    head, piece = 18 + 16, PIECE + 16
    first, second, third = whole[head : head + piece], whole[head + piece : head + 2 * piece], whole[-21:]
    for hostile in (
        whole[:-1],
        whole[:head] + first + second,
        whole[:head] + second + first + third,
        whole[:head] + first + third,
        whole[:-1] + bytes([whole[-1] ^ 1]),
        bytes([*whole[:20], whole[20] ^ 1, *whole[21:]]),
        whole[:30],
        b"x" * 50,
    ):
        with pytest.raises(WrongPassphrase):
            unseal(io.BytesIO(hostile), io.BytesIO(), passphrase=PASSPHRASE)


@pytest.mark.postgres
@pytest.mark.skipif(
    connection.vendor != "postgresql" or not shutil.which("pg_dump"), reason="needs PostgreSQL and pg_dump"
)
def test_a_postgresql_backup_restores_into_an_empty_database(django_db_setup, django_db_blocker, tmp_path):
    given = connection.settings_dict
    place = f"?host={given['OPTIONS'].get('host') or given['HOST'] or '/var/run/postgresql'}"
    user = f"{given['USER']}:{given['PASSWORD']}@" if given["USER"] else ""
    names = [f"keeping_{uuid.uuid4().hex[:8]}" for _ in range(2)]
    with django_db_blocker.unblock(), connection._nodb_cursor() as cursor:
        for name in names:
            cursor.execute(f'CREATE DATABASE "{name}"')
    try:
        old, new = (House(tmp_path / name, database=f"postgresql://{user}/{name}{place}") for name in names)
        old.do("migrate", "-v0")
        old.do("shell", "-v0", "-c", FILL)
        old.do("backup", str(tmp_path / "b.zip"))
        assert "every count" in new.do("restore", str(tmp_path / "b.zip"))
        look = "from shanyraq.kernel.events.models import OutboxEvent as E\n"
        code, said = new.run("shell", "-v0", "-c", look + "print(E.objects.count()); E.objects.all().delete()")
        assert (code, said.startswith("25"), "append-only" in said) == (1, True, True)
        code, said = new.run("restore", str(tmp_path / "b.zip"))
        assert (code, "into an empty one only" in said) == (1, True)
    finally:
        with django_db_blocker.unblock(), connection._nodb_cursor() as cursor:
            for name in names:
                cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')
