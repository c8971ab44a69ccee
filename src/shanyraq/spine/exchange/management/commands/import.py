"""`shanyraq import FILE --bin 250340000281`: a file is read and shown; with --apply it is applied as well."""  # noqa: N999

import uuid
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import override

from shanyraq.kernel.actions.api import Denied
from shanyraq.kernel.scope import system_scope
from shanyraq.spine.exchange.actions.applying import LONG_PART, apply_part, apply_run
from shanyraq.spine.exchange.actions.reading import open_run
from shanyraq.spine.exchange.drafts import Record
from shanyraq.spine.exchange.gateways.oneroster import is_oneroster, manifest_of, read_oneroster
from shanyraq.spine.exchange.queries.runs import RunCard, refused_lines, run_card, run_cut_off
from shanyraq.spine.exchange.rules.verdicts import State
from shanyraq.spine.registry import api as registry

TELL_EVERY = 20_000
SHOWN = 50


class Command(BaseCommand):
    help = "Reads a OneRoster zip of a school or region and says what it would do; with --apply it is done."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--bin", help="the organisation whose register it is; without it the file is a region's")
        parser.add_argument("--apply", action="store_true", help="do it, not only show it")
        parser.add_argument("--part", type=int, default=LONG_PART, help="so many rows are written at once, at most")
        parser.add_argument("--language", choices=["kk", "ru", "en"], default="ru", help="in which faults are told")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with (
                options["file"].open("rb") as file,
                system_scope("import by an operator"),
                override(options["language"]),
            ):
                self._bring(file, options)
        except OSError as error:
            raise CommandError(f"{options['file']} cannot be read: {error.strerror}.") from error
        except Denied as refusal:
            raise CommandError(f"{refusal.words} {refusal.way}".strip()) from refusal

    @system_scope("import by an operator")
    def _bring(self, file: IO[bytes], options: dict[str, Any]) -> None:
        if not is_oneroster(file):
            raise CommandError(f"{options['file']} is no OneRoster zip; Excel files are read on the import page.")
        organisation = None
        if options["bin"]:
            organisation = registry.organisation_of_bin(options["bin"])
            if organisation is None:
                raise CommandError(f"There is no organisation with the BIN {options['bin']}.")
        source, name = manifest_of(file).system, options["file"].name
        run_id = run_cut_off(organisation_id=organisation, source=source, filename=name) if options["apply"] else None
        if run_id:
            self._say(f"{name} was being applied and was cut off; it goes on where it stood")
        else:
            records = self._told(read_oneroster(file))
            run_id = open_run(organisation_id=organisation, source=source, filename=name, records=records)
        if options["apply"]:
            self._apply(run_id, options["part"])
        card = run_card(run_id)
        assert card is not None
        self._tell(card)

    def _apply(self, run_id: uuid.UUID, part: int) -> None:
        card = run_card(run_id)
        if card and card.state == State.READ:
            apply_run(run_id=run_id)
        while apply_part(run_id=run_id, at_most=part):
            card = run_card(run_id)
            self._say(f"applied {card.done} of {card.total}" if card else "")

    def _say(self, words: str) -> None:
        self.stdout.write(words)
        self.stdout.flush()

    def _told(self, records: Iterator[Record]) -> Iterator[Record]:
        for number, record in enumerate(records, start=1):
            if number % TELL_EVERY == 0:
                self._say(f"read {number}")
            yield record

    def _tell(self, card: RunCard) -> None:
        for kind, verdicts in card.counts.items():
            self.stdout.write(f"{kind}: " + ", ".join(f"{verdict} {count}" for verdict, count in verdicts.items()))
        for number, line in enumerate(refused_lines(card.id)):
            if number == SHOWN:
                self.stdout.write("...")
                break
            why = "; ".join(f"{reason.field}: {reason.words}" for reason in line.reasons if reason.grave)
            self.stdout.write(f"{line.sheet}:{line.row} {line.title}: {why}")
        self.stdout.write(self.style.SUCCESS(f"{card.state_words}, {card.total}"))
