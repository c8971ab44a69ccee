"""Print the texts of a folder that no catalogue translates, as a .po skeleton."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from shanyraq.kernel.text.missing import append_skeletons, report


class Command(BaseCommand):
    help = __doc__
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--app", type=Path, required=True, help="a folder, as src/shanyraq/learning/journal")
        parser.add_argument("--write", action="store_true", help="append them to the folder's own catalogues")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["write"]:
            for path in append_skeletons(options["app"]):
                self.stdout.write(f"wrote {path}")
        else:
            self.stdout.write(report(options["app"]))
