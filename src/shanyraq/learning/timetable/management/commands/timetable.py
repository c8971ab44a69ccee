"""`timetable solve FILE`: finds a week for a FET or XHSTT file and counts what is broken in it."""

import sys
import time
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from shanyraq.learning.timetable.gateways.fet.file import Unreadable as UnreadableFet
from shanyraq.learning.timetable.gateways.xhstt.reading import Unreadable as UnreadableArchive


class Command(BaseCommand):
    help = "Searches a timetable for a file of FET or XHSTT and prints what an independent judge counts in it."

    def add_arguments(self, parser: Any) -> None:
        commands = parser.add_subparsers(dest="verb", required=True)
        solve = commands.add_parser("solve", help="find a week for FILE")
        solve.add_argument("file", type=Path)
        solve.add_argument("--seconds", type=float, default=60.0)
        solve.add_argument("--seed", type=int, default=1)

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        try:
            solve = self._fet if path.suffix == ".fet" else self._archive
            solve(path, options["seconds"], options["seed"])
        except OSError as error:
            raise CommandError(f"{path} cannot be opened: {error.strerror}") from error
        except (UnreadableFet, UnreadableArchive) as error:
            raise CommandError(f"{path.name} cannot be read: {error}") from error

    def _fet(self, path: Path, seconds: float, seed: int) -> None:
        from shanyraq.learning.timetable.gateways.cpsat.climbing import Budget
        from shanyraq.learning.timetable.gateways.cpsat.generate import generate
        from shanyraq.learning.timetable.gateways.fet.converting import convert
        from shanyraq.learning.timetable.gateways.fet.file import read_fet
        from shanyraq.learning.timetable.rules.evaluation import judge

        with path.open("rb") as stream:
            found = convert(read_fet(stream))
        for kind, number in found.unsupported:
            self.stdout.write(f"left aside: {number} x {kind}")
        outcome = generate(
            found.problem,
            Budget(seconds, seed, clock=time.monotonic),
            lambda now: self._tell(now.seconds, f"left out {now.left_out}, cost {now.cost}"),
        )
        if outcome.best is None:
            raise CommandError("Nothing was found in this time.")
        verdict = judge(found.problem, outcome.best.plan)
        self.stdout.write(f"{path.name}: {verdict.hard} hard, {verdict.soft} soft, {outcome.best.rounds} rounds")
        for fault, (number, cost) in sorted(verdict.by_fault().items()):
            self.stdout.write(f"  {fault}: {number}" + (f", cost {cost}" if cost else ""))

    def _archive(self, path: Path, seconds: float, seed: int) -> None:
        from shanyraq.learning.timetable.gateways.cpsat.climbing import Budget
        from shanyraq.learning.timetable.gateways.xhstt.judging import judge
        from shanyraq.learning.timetable.gateways.xhstt.reading import read_archive
        from shanyraq.learning.timetable.gateways.xhstt.search import solve

        with path.open("rb") as stream:
            archive = read_archive(stream)
        for instance, _solutions in archive:
            budget = Budget(seconds, seed, clock=time.monotonic)
            reached = solve(instance, budget, lambda cost, at: self._tell(at, f"cost {cost:.0f}"))
            judged = judge(instance, reached.pieces)
            self.stdout.write(f"{instance.id}: {judged.hard} hard, {judged.soft} soft, {reached.rounds} rounds")
            for kind in (*instance.unknown, *reached.left_aside):
                self.stdout.write(f"  left aside by the search: {kind}")
            totals: dict[tuple[str, bool], int] = {}
            for row in judged.costs:
                key = (row.constraint.kind, row.constraint.required)
                totals[key] = totals.get(key, 0) + row.cost
            for (kind, required), cost in sorted(totals.items()):
                self.stdout.write(f"  {kind}{' (required)' if required else ''}: {cost}")

    def _tell(self, seconds: float, words: str) -> None:
        if sys.stderr.isatty():
            self.stderr.write(f"{seconds:7.1f} s  {words}")
