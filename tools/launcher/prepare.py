"""Make the data folder ready to serve, in one Django process: texts, tables, static files, demonstration.

Started by `up` with the Python of .venv; all of it is safe to do again, and quick when nothing changed.
"""

import argparse
import hashlib
import io
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path

from launcher.house import ROOT, SOURCES
from launcher.words import say

DATABASE_SILENT = 3


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--size", required=True)
    parser.add_argument("--empty", action="store_true")
    options = parser.parse_args(arguments)

    import django
    from django.core.management import CommandError, call_command
    from django.db import OperationalError

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shanyraq.config.settings")
    django.setup()
    try:
        ready_tables(call_command)
    except OperationalError as error:
        say(str(error).strip())
        return DATABASE_SILENT
    try:
        ready_static(call_command)
        if not options.empty:
            ready_demo(call_command, size=options.size)
    except CommandError as error:
        say(str(error))
        return 1
    return 0


def ready_tables(call: Callable[..., object]) -> None:
    """Every migration is applied, the cache has its table, every catalogue is compiled."""
    call("compiletranslations", stdout=io.StringIO())
    call("migrate", interactive=False, verbosity=0)
    call("createcachetable", verbosity=0)


def ready_static(call: Callable[..., object]) -> None:
    """Static files stand compressed in the data folder; skipped when none of ours, nor a package, changed."""
    from django.conf import settings

    mark = Path(settings.DATA) / "static.sha256"
    digest = static_digest(SOURCES, locks=[ROOT / "requirements.lock"], settings=str(settings.STORAGES))
    if mark.exists() and mark.read_text() == digest and Path(settings.STATIC_ROOT).is_dir():
        return
    call("collectstatic", interactive=False, clear=True, verbosity=0)
    mark.write_text(digest)


def static_digest(sources: Path, *, locks: list[Path], settings: str) -> str:
    """A digest that changes when a static file, a locked package or the way of storing changes."""
    digest = hashlib.sha256(settings.encode())
    for lock in locks:
        digest.update(lock.read_bytes())
    for path in sorted(sources.glob("**/static/**/*")):
        if path.is_file():
            facts = path.stat()
            digest.update(f"{path.relative_to(sources)} {facts.st_size} {facts.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def ready_demo(call: Callable[..., object], *, size: str) -> None:
    """A database that nobody uses yet holds the demonstration. One with people in it is never touched,
    except to go on with a demonstration whose loading was cut off."""
    from django.conf import settings

    mark = Path(settings.DATA) / "demo.loading"
    if not mark.exists() and has_people():
        return
    wanted = json.loads(mark.read_text())["size"] if mark.exists() else size
    mark.write_text(json.dumps({"size": wanted}))
    say(f"Loading the demonstration ({wanted}) ...")
    call("demo", "load", "--size", wanted)
    mark.unlink()


def has_people() -> bool:
    """Somebody can sign in. Asked in SQL, because no scope is set before the house stands."""
    from django.contrib.auth import get_user_model
    from django.db import connection

    table = connection.ops.quote_name(get_user_model()._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT 1 FROM {table} LIMIT 1")  # noqa: S608 - the table's own name, quoted
        return cursor.fetchone() is not None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
