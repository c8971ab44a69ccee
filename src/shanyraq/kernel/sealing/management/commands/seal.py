"""`shanyraq seal [--publish]`: seals what waits now; the worker does so every minute by itself."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from shanyraq.kernel.scope import system_scope
from shanyraq.kernel.sealing.making import publish, seal_everything


class Command(BaseCommand):
    help = "Seals the facts that wait; with --publish also publishes the day's root."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--publish", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        with system_scope("seal by hand"):
            self.stdout.write(f"{seal_everything()} facts sealed.")
            if options["publish"]:
                made = publish()
                self.stdout.write(f"Published: {made}" if made else "Nothing new to publish.")
