"""Making a backup."""

import datetime as dt
import tempfile
import tomllib
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection

from shanyraq.kernel.keeping.archives import Manifest, pack, private_file
from shanyraq.kernel.keeping.ciphers import seal
from shanyraq.kernel.keeping.databases import copy_database, part_name
from shanyraq.kernel.keeping.refusals import Refused


def back_up(target: Path, *, now: dt.datetime, passphrase: str = "") -> tuple[Path, Manifest]:
    """One file holds the database of one moment, the uploads and a manifest; its owner alone can read it.

    `target` is the file, or a folder in which the file is named after the moment. Nothing is ever
    overwritten, and a backup that was not finished does not bear the name of one.
    """
    if target.is_dir():
        target = target / f"shanyraq-{now:%Y%m%d-%H%M%S}.{'sealed' if passphrase else 'zip'}"
    if target.exists():
        raise Refused(f"{target} is there already; a backup never overwrites")
    if not target.parent.is_dir():
        raise Refused(f"the folder {target.parent} is not there")
    with tempfile.TemporaryDirectory(prefix=".shanyraq-backup-", dir=target.parent) as name:
        work = Path(name)
        copy = work / "database"
        contents = copy_database(copy)
        draft = Manifest(made_at=now.isoformat(), version=version(), vendor=connection.vendor, contents=contents)
        manifest = pack(work / "plain", {part_name(connection.vendor): copy, **kept_files()}, draft)
        ready = work / "plain"
        if passphrase:
            ready = work / "sealed"
            with (work / "plain").open("rb") as plain, private_file(ready) as sealed:
                seal(plain, sealed, passphrase=passphrase)
        ready.rename(target)
    return target, manifest


def kept_files() -> dict[str, Path]:
    """What is kept beside the database: uploads, and the demonstration's clock. Never the secret key."""
    files = files_folder()
    found = {
        f"files/{path.relative_to(files).as_posix()}": path
        for path in (sorted(files.rglob("*")) if files.is_dir() else [])
        if path.is_file() and not path.is_symlink()
    }
    demo = Path(settings.DATA) / "demo-clock.json"
    return found | ({demo.name: demo} if demo.exists() else {})


def files_folder() -> Path:
    """Where uploads are, while they are in a folder."""
    storage: Any = settings.STORAGES["default"]
    return Path(storage.get("OPTIONS", {}).get("location") or Path(settings.DATA) / "files")


def version() -> str:
    """The version of the house as its project file says it."""
    project = Path(__file__).resolve().parents[4] / "pyproject.toml"
    return str(tomllib.loads(project.read_text())["project"]["version"]) if project.exists() else "unknown"
