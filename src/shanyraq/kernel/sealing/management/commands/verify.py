"""`shanyraq verify [--roots FILE] [--root HEX]`: proves that no fact was altered, or names each that was."""

import datetime as dt
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from shanyraq.kernel.scope import system_scope
from shanyraq.kernel.sealing.verifying import Outside, verify


def read_roots(path: Path) -> Outside:
    """The lines `2026-11-23 <hex>` of a saved roots file."""
    roots = []
    for number, line in enumerate(path.read_text().splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        try:
            day, code = line.split()[:2]
            roots.append((dt.date.fromisoformat(day), bytes.fromhex(code)))
        except ValueError as error:
            raise CommandError(f"{path}, line {number}: expected a day and a root in hex") from error
    return roots


class Command(BaseCommand):
    help = "Proves that no fact was altered; names each one that was."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--roots", type=Path, help="a file of roots saved outside: a day and a root on each line")
        parser.add_argument("--root", action="append", default=[], help="one root saved outside, in hex")

    def handle(self, *args: Any, **options: Any) -> None:
        outside: list[tuple[dt.date | None, bytes]] = [(None, bytes.fromhex(code)) for code in options["root"]]
        if options["roots"]:
            outside += read_roots(options["roots"])
        with system_scope("verify"):
            report = verify(outside)
        for finding in report.findings:
            self.stdout.write(f"{finding.kind.value}: {finding.stream}: {finding.what}")
        for order, count in report.forgotten.items():
            self.stdout.write(f"forgotten by order {order}: {count}")
        self.stdout.write(f"{report.facts} facts read, {report.sealed} sealed, {report.waiting} waiting for a seal.")
        if not outside:
            self.stdout.write("No root from outside was given: keep copies of /roots.txt to catch a full rewrite.")
        if not report.stands:
            raise CommandError(f"{len(report.findings)} findings. The database was changed behind the application.")
        self.stdout.write("No fact was altered.")
