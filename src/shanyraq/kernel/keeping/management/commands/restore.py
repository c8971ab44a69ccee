"""`restore FILE --data DIR`: a backup into an empty place."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from shanyraq.kernel.keeping.passphrases import VARIABLE, given_passphrase
from shanyraq.kernel.keeping.refusals import Refused
from shanyraq.kernel.keeping.restoring import restore


class Command(BaseCommand):
    help = "Restore a backup into an empty folder or PostgreSQL database, and check it. Never overwrites."
    requires_system_checks: list[str] = []  # the database they would ask is what is being restored

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("source", type=Path, help="the backup")
        parser.add_argument("--data", type=Path, default=Path(settings.DATA), help="the folder (%(default)s)")
        parser.add_argument("--passphrase-file", help=f"the passphrase of a sealed backup; or set {VARIABLE}")

    def handle(self, *args: Any, source: Path, data: Path, passphrase_file: str | None, **options: Any) -> None:
        try:
            manifest = restore(source, data=data.resolve(), passphrase=given_passphrase(passphrase_file))
        except Refused as error:
            raise CommandError(f"Not restored: {error}.") from error
        self.stdout.write(
            f"restored into {data}: {len(manifest.contents.counts)} tables, {manifest.contents.rows} rows,"
            f" {len(manifest.parts) - 1} files; every digest and every count is the one that was saved"
        )
        for number, day, digest in manifest.contents.publications[-1:]:
            self.stdout.write(f"last published root: {number} of {day} {digest}")
        self.stdout.write("Now run `migrate` and `verify`. People sign in again: the secret key is not in a backup.")
