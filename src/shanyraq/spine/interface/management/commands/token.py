"""`shanyraq token --bin 250340000281 --name LMS`: a program's key to the open interface."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from shanyraq.kernel.actions.api import Denied
from shanyraq.kernel.scope import system_scope
from shanyraq.spine.interface.actions.tokens import make_token
from shanyraq.spine.interface.queries.tokens import ROSTER, SCOPES
from shanyraq.spine.registry import api as registry


class Command(BaseCommand):
    help = "Gives a program a token for the open interface of one organisation; the secret is shown once."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--bin", required=True, help="the organisation's BIN")
        parser.add_argument("--name", required=True, help="the program")
        parser.add_argument("--scope", action="append", choices=SCOPES, help=f"{ROSTER} unless said otherwise")
        parser.add_argument("--purpose", default="", help="what the program does with it")
        parser.add_argument("--days", type=int, default=90)

    def handle(self, *args: Any, **options: Any) -> None:
        organisation = registry.organisation_of_bin(options["bin"])
        if organisation is None:
            raise CommandError(f"There is no organisation with the BIN {options['bin']}.")
        with system_scope("a token given by an operator"):
            try:
                secret = make_token(
                    organisation_id=organisation,
                    name=options["name"],
                    scopes=options["scope"] or [ROSTER],
                    days=options["days"],
                    purpose=options["purpose"],
                )
            except Denied as refusal:
                raise CommandError(str(refusal)) from refusal
        self.stdout.write(secret)
