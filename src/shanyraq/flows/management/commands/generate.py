"""`generate --region turkistan-oblast --pupils 500000`: a whole region of invented people."""

import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError


class Command(BaseCommand):
    help = "A region of invented people in an empty database; the same seed gives the same region."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--region", default="turkistan-oblast", help="turkistan-oblast")
        parser.add_argument("--pupils", type=int, default=500_000, help="of all schools together")
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument("--dry-run", action="store_true", help="show the plan and write nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        from shanyraq.flows.demonstration import signins
        from shanyraq.flows.demonstration.generation import api as generation

        order = generation.Order(options["region"], options["pupils"], options["seed"])
        started = time.process_time()
        try:
            if options["dry_run"]:
                self._say("\n".join(generation.told(order)))
                return
            made = generation.generate(order, say=self._say)
            doors = generation.open_doors(order)
        except generation.Refused as refused:
            raise CommandError(str(refused)) from refused
        self._say("\n".join(f"{count:>12,} {what}" for what, count in made.counts.items()))
        self._say(f"\n{signins.table(doors)}\nkept in {signins.path()}, readable by you only\n")
        self._say(f"digest {made.digest}\nready in {time.process_time() - started:.0f} s of CPU")

    def _say(self, words: str) -> None:
        self.stdout.write(words)
        self.stdout.flush()
