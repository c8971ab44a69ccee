"""Restoring a backup into an empty place, and proving that what stands there is what was saved."""

import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection
from django.db.migrations.loader import MigrationLoader

from shanyraq.kernel.keeping.archives import Manifest, private_file, read_manifest, unpack
from shanyraq.kernel.keeping.ciphers import MAGIC, WrongPassphrase, is_sealed, unseal
from shanyraq.kernel.keeping.contents import Contents, differences
from shanyraq.kernel.keeping.databases import (
    part_name,
    refuse_full_postgresql,
    restore_postgresql,
    sqlite_contents,
)
from shanyraq.kernel.keeping.refusals import Refused

SQLITE_NAME = "shanyraq.sqlite3"


def restore(source: Path, *, data: Path, passphrase: str = "") -> Manifest:
    """The saved database and files stand under `data` (PostgreSQL: in the database of the settings).

    Digests, row counts, triggers, migrations and published roots are compared before anything takes its final
    name. Raises Refused where something stands there already, and where anything differs from what was
    saved; on PostgreSQL that shows after loading, and the words say that the database is not to be used.
    """
    refuse_full_folder(data)
    data.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".shanyraq-restore-", dir=data) as name:
        work = Path(name)
        with opened(source, work=work, passphrase=passphrase) as archive:
            manifest = read_manifest(archive)
            refuse_unsuitable(manifest)
            unpack(archive, manifest, work / "parts")
        database = work / "parts" / part_name(manifest.vendor)
        if manifest.vendor == "sqlite":
            _refuse_differences(manifest, sqlite_contents(database))
            database.rename(data / SQLITE_NAME)
        else:
            refuse_full_postgresql()
            loaded = restore_postgresql(database)
            _refuse_differences(manifest, loaded, then="; drop this database, it is not to be used")
        _place_files(work / "parts", data)
    return manifest


def check(source: Path, *, passphrase: str = "") -> Manifest:
    """The backup can be read and every part has its digest; nothing is restored."""
    with tempfile.TemporaryDirectory(prefix=".shanyraq-check-", dir=source.parent) as name:
        with opened(source, work=Path(name), passphrase=passphrase) as archive:
            manifest = read_manifest(archive)
            unpack(archive, manifest, Path(name) / "parts")
        if manifest.vendor == "sqlite":
            _refuse_differences(manifest, sqlite_contents(Path(name) / "parts" / part_name("sqlite")))
    return manifest


@contextmanager
def opened(source: Path, *, work: Path, passphrase: str) -> Iterator[zipfile.ZipFile]:
    """The archive, unsealed where it is sealed."""
    if not source.is_file():
        raise Refused(f"there is no file {source}")
    with source.open("rb") as handle:
        sealed = is_sealed(handle.read(len(MAGIC)))
    if sealed:
        if not passphrase:
            raise Refused("the backup is sealed; give its passphrase")
        source = _unsealed(source, work / "plain", passphrase)
    try:
        archive = zipfile.ZipFile(source)
    except (zipfile.BadZipFile, OSError) as error:
        raise Refused("this is not a backup of Shanyraq, or it is damaged") from error
    with archive:
        yield archive


def _unsealed(source: Path, target: Path, passphrase: str) -> Path:
    try:
        with source.open("rb") as sealed, private_file(target) as plain:
            unseal(sealed, plain, passphrase=passphrase)
    except WrongPassphrase as error:
        raise Refused("the passphrase is another one, or the backup was changed") from error
    return target


def refuse_full_folder(data: Path) -> None:
    """Raises Refused where a database or files stand already: a restoration never overwrites."""
    for name in (SQLITE_NAME, f"{SQLITE_NAME}-wal", "demo-clock.json"):
        if (data / name).exists():
            raise Refused(f"{data / name} is there already; a backup is restored into an empty folder only")
    files = data / "files"
    if files.is_dir() and any(files.iterdir()):
        raise Refused(f"{files} holds files already; a backup is restored into an empty folder only")


def refuse_unsuitable(manifest: Manifest) -> None:
    """Raises Refused for a backup of the other engine, or of a later version of the house."""
    if manifest.vendor != connection.vendor:
        raise Refused(f"the backup is of {manifest.vendor}, the settings say {connection.vendor}: see DATABASE_URL")
    known = {f"{app}.{name}" for app, name in MigrationLoader(None, ignore_no_migrations=True).disk_migrations}
    if later := sorted(set(manifest.contents.migrations) - known):
        raise Refused(f"the backup was made by a later version (it knows {later[0]}); update the house first")


def _refuse_differences(manifest: Manifest, contents: Contents, *, then: str = "") -> None:
    if found := differences(manifest.contents, contents):
        raise Refused("what stands there is not what was saved: " + "; ".join(found[:5]) + then)


def _place_files(parts: Path, data: Path) -> None:
    if (parts / "files").is_dir():
        if (data / "files").is_dir():
            (data / "files").rmdir()  # empty, as was seen at the beginning
        (parts / "files").rename(data / "files")
    if (parts / "demo-clock.json").exists():
        (parts / "demo-clock.json").rename(data / "demo-clock.json")
