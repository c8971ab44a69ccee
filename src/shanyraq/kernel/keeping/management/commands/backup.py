"""`backup FILE|FOLDER`: one private file with everything, and a manifest."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from shanyraq.kernel.keeping.backing import back_up
from shanyraq.kernel.keeping.passphrases import VARIABLE, given_passphrase
from shanyraq.kernel.keeping.refusals import Refused
from shanyraq.kernel.keeping.restoring import check


class Command(BaseCommand):
    help = "Save the database and the files, while the house goes on working. The file holds personal data."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("target", type=Path, help="the file to make, or a folder for it")
        parser.add_argument("--passphrase-file", help=f"seal the file; or set {VARIABLE}")
        parser.add_argument("--check", action="store_true", help="read an existing backup through instead")

    def handle(self, *args: Any, target: Path, passphrase_file: str | None, **options: Any) -> None:
        try:
            passphrase = given_passphrase(passphrase_file)
            if options["check"]:
                path, manifest = target, check(target, passphrase=passphrase)
            else:
                path, manifest = back_up(target, now=timezone.localtime(), passphrase=passphrase)
        except Refused as error:
            raise CommandError(str(error)) from error
        size = path.stat().st_size / 1024**2
        self.stdout.write(
            f"{path}: {size:.1f} MB, {len(manifest.contents.counts)} tables, {manifest.contents.rows} rows,"
            f" {len(manifest.parts) - 1} files{', sealed' if passphrase else ''}"
        )
        for number, day, digest in manifest.contents.publications[-1:]:
            self.stdout.write(f"last published root: {number} of {day} {digest}")
        if not passphrase:
            self.stdout.write("It is not sealed: whoever can read it can read everything in it.")
