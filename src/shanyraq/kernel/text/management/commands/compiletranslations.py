"""Compile every .po catalogue of the house to .mo, in pure Python, only where the .po is newer."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from shanyraq.kernel.text.catalogs import PACKAGE, compile_catalogues


class Command(BaseCommand):
    help = __doc__
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--force", action="store_true", help="compile the unchanged ones too")

    def handle(self, *args: Any, **options: Any) -> None:
        for path in compile_catalogues(force=options["force"]):
            self.stdout.write(f"compiled {path.relative_to(PACKAGE)}")
