"""`jobs`: how the queue stands, which jobs are dead, and raising them."""

import uuid
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from shanyraq.kernel.jobs.models import QueuedJob, Schedule, State
from shanyraq.kernel.jobs.queue import raise_dead
from shanyraq.kernel.jobs.standing import standing


class Command(BaseCommand):
    help = "Show the queue, the dead jobs, the schedules; put dead jobs back (`jobs again ID|all`)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("what", nargs="?", default="show", choices=["show", "dead", "schedules", "again"])
        parser.add_argument("ids", nargs="*", help="ids of dead jobs, or the word all")

    def handle(self, *args: Any, what: str, ids: list[str], **options: Any) -> None:
        if what == "again":
            self._again(ids)
        else:
            {"show": self._show, "dead": self._dead, "schedules": self._schedules}[what]()

    def _show(self) -> None:
        now = standing()
        for state, count in now.jobs.items():
            self.stdout.write(f"{state:<8} {count}")
        silence = "no worker" if now.worker_silence is None else f"{now.worker_silence:.0f} s ago"
        self.stdout.write(f"oldest due job waits {now.queue_age:.0f} s; oldest event {now.outbox_age:.0f} s")
        self.stdout.write(f"worker last heard: {silence}; events given up: {now.outbox_given_up}")

    def _dead(self) -> None:
        for row in QueuedJob.objects.filter(state=State.DEAD).order_by("finished_at"):
            self.stdout.write(f"{row.id} {row.finished_at:%Y-%m-%d %H:%M} {row.name} x{row.attempts} {row.error}")

    def _schedules(self) -> None:
        for row in Schedule.objects.order_by("next_at"):
            self.stdout.write(f"{row.next_at:%Y-%m-%d %H:%M}Z {row.cron:<15} {row.name}")

    def _again(self, ids: list[str]) -> None:
        if not ids:
            raise CommandError("Say which: `jobs again ID ...` or `jobs again all`.")
        dead = QueuedJob.objects.filter(state=State.DEAD)
        try:
            chosen = dead if ids == ["all"] else dead.filter(id__in=[uuid.UUID(key) for key in ids])
        except ValueError as error:
            raise CommandError("An id looks like 0199aa00-0000-7000-8000-000000000000.") from error
        self.stdout.write(f"{raise_dead(chosen.values_list('id', flat=True))} jobs wait again")
