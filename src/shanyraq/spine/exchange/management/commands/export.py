"""`shanyraq export oneroster --bin 250340000281 --to school.zip`: what an operator hands over."""

import uuid
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from shanyraq.kernel import clock
from shanyraq.kernel.scope import system_scope
from shanyraq.spine.exchange.actions.exports import fill
from shanyraq.spine.exchange.gateways.oneroster import Roster, write_oneroster
from shanyraq.spine.exchange.models import Export
from shanyraq.spine.exchange.queries.names import names_given
from shanyraq.spine.registry import api as registry

WHAT = ("oneroster", "organisation", "person")


class Command(BaseCommand):
    help = "Writes OneRoster 1.2 of a school or region, or everything of an organisation or person, into a zip."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("what", choices=WHAT)
        whose = parser.add_mutually_exclusive_group(required=True)
        whose.add_argument("--bin", help="the organisation's BIN")
        whose.add_argument("--territory", help="the KATO code of a territory: all its organisations (OneRoster only)")
        whose.add_argument("--person", type=uuid.UUID, help="the person's id")
        parser.add_argument("--to", type=Path, required=True, help="the zip to write")
        parser.add_argument("--source", default="", help="OneRoster: name rows as this system named them")
        parser.add_argument("--without-seats", action="store_true", help="OneRoster: pupils in homerooms only")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["to"].exists():
            raise CommandError(f"{options['to']} is there already; name another file.")
        with system_scope("export by an operator"), options["to"].open("xb") as out:
            try:
                if options["what"] == "oneroster":
                    write_oneroster(out, self._roster(options))
                else:
                    fill(out, self._export(options))
            except CommandError:
                options["to"].unlink()
                raise
        self.stdout.write(self.style.SUCCESS(f"{options['to']}, {options['to'].stat().st_size} bytes"))

    def _roster(self, options: dict[str, Any]) -> Roster:
        if options["person"]:
            raise CommandError("OneRoster is of an organisation or a territory: give --bin or --territory.")
        if options["bin"]:
            found = {self._organisation(options["bin"])}
        else:
            place = registry.territory(options["territory"])
            if place is None:
                raise CommandError(f"There is no territory {options['territory']}.")
            found = {each.id for each in registry.organisations(under=place.path)}
        named = names_given(options["source"], found) if options["source"] else {}
        return Roster(frozenset(found), clock.today(), named=named, seats=not options["without_seats"])

    def _export(self, options: dict[str, Any]) -> Export:
        about = {"kind": options["what"], "asked_at": clock.now(), "language": "kk"}
        if options["what"] == "organisation" and options["bin"]:
            return Export(**about, organisation_id=self._organisation(options["bin"]))
        if options["what"] == "person" and options["person"]:
            if registry.card(options["person"]) is None:
                raise CommandError("There is no such person.")
            return Export(**about, person_id=options["person"])
        raise CommandError("Give --bin with organisation, --person with person.")

    def _organisation(self, number: str) -> uuid.UUID:
        found = registry.organisation_of_bin(number)
        if found is None:
            raise CommandError(f"There is no organisation with the BIN {number}.")
        return found
