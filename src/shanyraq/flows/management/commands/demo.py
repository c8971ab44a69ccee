"""`demo load`, `demo signins`, `demo rewind`: the demonstration region of invented people."""

import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError


class Command(BaseCommand):
    help = "The demonstration: load it into an empty database, show its sign-ins, turn its clock back to Monday."

    def add_arguments(self, parser: ArgumentParser) -> None:
        from shanyraq.flows.demonstration.sizes import OFFERED

        acts = parser.add_subparsers(dest="act", required=True)
        load = acts.add_parser("load", help="invented people in the real city, with a term behind them")
        load.add_argument("--size", choices=OFFERED, default=OFFERED[0], help="first-graders and school 28, or all")
        acts.add_parser("signins", help="who can sign in, with passwords")
        acts.add_parser("rewind", help="the clock shows Monday 07:45 again, unless something was recorded since")

    def handle(self, *args: Any, **options: Any) -> None:
        from shanyraq.flows.demonstration import api as demonstration

        try:
            getattr(self, options["act"])(demonstration, options)
        except demonstration.Refused as refused:
            raise CommandError(str(refused)) from refused

    def load(self, demonstration: Any, options: dict[str, Any]) -> None:
        started = time.monotonic()
        demonstration.load(demonstration.SIZES[options["size"]], say=self._say)
        self._say(f"  ready in {time.monotonic() - started:.0f} s")

    def signins(self, demonstration: Any, options: dict[str, Any]) -> None:
        lines = demonstration.kept()
        if not lines:
            raise CommandError("There is no demonstration here.")
        self._say(f"Sign-ins of the demonstration (all people are invented):\n\n{demonstration.table(lines)}")

    def rewind(self, demonstration: Any, options: dict[str, Any]) -> None:
        demonstration.rewind()
        self._say(
            f"The clock shows {demonstration.MORNING:%A %d %B %Y, %H:%M}."
            " Start ./shanyraq up again, so that every process reads it."
        )

    def _say(self, words: str) -> None:
        self.stdout.write(words)
        self.stdout.flush()
