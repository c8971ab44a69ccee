"""Plays a morning at the gates of the demonstration school against the running server, by the gates' own protocol."""

import datetime as dt
import time
import uuid
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from shanyraq.campus.gates.gateways.demo_gate import DemoGate, read_demo_gate
from shanyraq.campus.gates.gateways.peer_zkteco import PalmGate, PeerUser
from shanyraq.campus.gates.management.morning import UNKNOWN_CARD, Step, by_minute, erzhans_step, plan
from shanyraq.kernel import clock
from shanyraq.kernel.scope import system_scope
from shanyraq.spine.registry import api as registry

ERZHAN = "Сейтқали Ержан"
FAST_PAUSE = 0.15
POLL_EVERY = 30.0
JUST_NOW = dt.timedelta(seconds=5)


class Watch:
    """The time the gates' displays show: that of the step they are at, never later than the school's own clock."""

    def __init__(self) -> None:
        self.at = clock.now()

    def turn_to(self, moment: dt.datetime) -> None:
        self.at = min(moment, clock.now())

    def __call__(self) -> dt.datetime:
        return self.at


class Command(BaseCommand):
    help = "Plays a morning: gates introduce themselves, people come in, one card is unknown, Erzhan at 07:52."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("what", choices=["morning"])
        parser.add_argument("--school", type=int, default=28, help="the school's number (the demonstration has one)")
        parser.add_argument("--date", default="today", help="today, or a day like 2026-11-23")
        parser.add_argument("--fast", action="store_true", help="do not wait for the clock")
        parser.add_argument("--only-erzhan", action="store_true", help="only Erzhan comes")
        parser.add_argument("--url", default="", help="the server's address, http://127.0.0.1:8000 by default")

    def handle(self, *args: Any, **options: Any) -> None:
        gate = self._gate(options["school"])
        day = self._day(options["date"])
        erzhan = self._erzhan(gate)
        if options["only_erzhan"]:
            if erzhan is None:
                raise CommandError(f"{ERZHAN} has no number at this gate.")
            steps = [erzhans_step(gate, day=day, erzhan=erzhan)]
        else:
            steps = plan(gate, day=day, erzhan=erzhan)
        self._play(gate, steps, url=options["url"] or f"http://127.0.0.1:{gate.port}", fast=options["fast"])

    def _gate(self, school: int) -> DemoGate:
        gate = read_demo_gate()
        if gate is None:
            raise CommandError("There is no demonstration gate here; load the demonstration first.")
        if gate.school != school:
            raise CommandError(f"The demonstration gate stands at school {gate.school}, not at {school}.")
        return gate

    def _day(self, said: str) -> dt.date:
        try:
            day = clock.today() if said == "today" else dt.date.fromisoformat(said)
        except ValueError as error:
            raise CommandError(f"{said!r} is no day; write it like 2026-11-23.") from error
        if day > clock.today():
            raise CommandError("That day has not come yet.")
        return day

    def _erzhan(self, gate: DemoGate) -> uuid.UUID | None:
        with system_scope("simulated morning"):
            found = registry.search_people(ERZHAN)
        return next((person.id for person in found if person.id in gate.pins), None)

    def _play(self, gate: DemoGate, steps: list[Step], *, url: str, fast: bool) -> None:
        watch = Watch()
        users = [PeerUser(pin) for pin in gate.pins.values()]
        peers = {
            family: PalmGate(url, serial, users, watch, family=family)
            for family, serial in gate.serials.items()
            if any(step.family == family for step in steps)
        }
        for family, peer in peers.items():
            if not (reply := peer.handshake()).status == 200:
                raise CommandError(self._unheard(url, family, reply.status))
        came = 0
        for together in by_minute(steps):
            self._wait(peers, together[0].at, fast=fast)
            self._pass(peers, together, watch=watch, fast=fast)
            came += len(together)
            waiting = sum(peer.waiting for peer in peers.values())
            self.stdout.write(f"{together[0].at:%H:%M}  {came:5d} came" + (f", {waiting} wait" if waiting else ""))
        for peer in peers.values():
            watch.turn_to(clock.now())
            peer.poll()
        if any(peer.waiting for peer in peers.values()):
            raise CommandError("The server did not take everything; the gates would keep it and try again.")
        self.stdout.write(self.style.SUCCESS(f"{came} came to the gates of school {gate.school}."))

    def _unheard(self, url: str, family: str, status: int) -> str:
        if status == 0:
            return f"Nobody answers at {url}. Start the house first: ./shanyraq up"
        return f"The server at {url} does not let the {family} gate in (status {status})."

    def _wait(self, peers: dict[str, PalmGate], moment: dt.datetime, *, fast: bool) -> None:
        """Until the school's clock shows the moment; the gates go on polling meanwhile."""
        if fast:
            time.sleep(FAST_PAUSE)
            return
        while (left := (moment - clock.now()).total_seconds()) > 0:
            for peer in peers.values():
                peer.poll()
            time.sleep(min(left, POLL_EVERY))

    def _pass(self, peers: dict[str, PalmGate], together: list[Step], *, watch: Watch, fast: bool) -> None:
        for step in together:
            if not fast:
                time.sleep(max(0.0, (step.at - clock.now()).total_seconds()))
            watch.turn_to(step.at)
            if step.pin:
                peers[step.family].pass_person(step.pin, channel=step.channel)
            else:
                peers[step.family].show_card(UNKNOWN_CARD)
            if clock.now() - step.at < JUST_NOW and not fast:
                peers[step.family].flush()
        for peer in peers.values():
            peer.flush()
