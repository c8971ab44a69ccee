"""`shanyraq forget STREAM ID --ground WORDS`: the words of a fact go by an order; its digest and keys stay."""

import uuid
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from shanyraq.kernel.facts.forgetting import forget
from shanyraq.kernel.facts.models import model_of
from shanyraq.kernel.scope import system_scope


class Command(BaseCommand):
    help = "Forgets the words of one fact, by an order with a ground; its digest and keys stay."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("stream", help="the stream of the fact, as verify names it: marks, cases, passages ...")
        parser.add_argument("id", type=uuid.UUID)
        parser.add_argument("--ground", required=True, help="the decision or the request on which it is forgotten")

    def handle(self, *args: Any, **options: Any) -> None:
        with system_scope("forget by order"):
            try:
                fact = model_of(options["stream"]).objects.get(id=options["id"])
            except KeyError as error:
                raise CommandError(f"There is no stream {options['stream']!r}.") from error
            except Exception as error:
                raise CommandError(f"There is no such fact in the stream {options['stream']}.") from error
            [order] = forget([fact], ground=options["ground"])
        self.stdout.write(f"Forgotten by order {order}.")
