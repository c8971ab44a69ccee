"""Keep the processes of the house running: start, restart with patience, stop, leave no orphan."""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

from launcher.trouble import last_words
from launcher.words import Stop, say, warn

PATIENCE = (1.0, 2.0, 4.0, 8.0, 15.0, 30.0)  # seconds before the next start, by failures in a row
STEADY = 60.0  # a process that lived this long has recovered
GRACE = 10.0  # seconds to finish a request before a process is killed
HOPELESS = 4  # failures in a row before the house ever answered
LOG_LIMIT = 20 * 1024 * 1024
DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG


def pause_before(failures: int) -> float:
    """How long to wait before starting again something that failed so often in a row."""
    return PATIENCE[min(failures, len(PATIENCE)) - 1]


@dataclass
class Child:
    """One process of the house, with everything it starts itself, in a process group of its own."""

    name: str
    command: Sequence[str]
    env: dict[str, str]
    log: Path | None
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    failures: int = 0
    due: float = 0.0

    def start(self, now: float) -> None:
        self.started = now
        with contextlib.ExitStack() as stack:
            # Appending lets the log be cut short under a running process.
            out = stack.enter_context(self.log.open("ab")) if self.log else None
            self.process = subprocess.Popen(
                self.command,
                env=self.env,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT if out else None,
                start_new_session=True,
                preexec_fn=die_with_parent,
            )

    def fail(self, now: float) -> None:
        """The end is noted and the next start is due after a pause that grows with failures in a row."""
        self.failures = 1 if now - self.started > STEADY else self.failures + 1
        self.due = now + pause_before(self.failures)
        self.signal(signal.SIGKILL)  # what it had started itself must not outlive it
        self.process = None

    def signal(self, number: int) -> None:
        if self.process:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, number)

    def last_words(self) -> str:
        if not self.log or not self.log.exists():
            return ""
        with self.log.open("rb") as handle:
            handle.seek(max(0, self.log.stat().st_size - 4000))
            return last_words(handle.read().decode(errors="replace"), lines=8)


def die_with_parent() -> None:
    """On Linux the kernel ends the child when the supervisor is killed outright."""
    if sys.platform.startswith("linux"):
        ctypes.CDLL(None).prctl(DEATH_SIGNAL, signal.SIGTERM)


@dataclass
class Supervisor:
    """Runs its children until a signal asks it to stop, then ends each of them and all they started."""

    children: list[Child]
    stopping: bool = False
    answered: bool = False
    _cut: float = field(default=0.0, repr=False)

    def listen(self) -> None:
        """Ctrl-C, a service manager's stop and a closed terminal all mean: stop in order."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self.ask_to_stop)

    def ask_to_stop(self, number: int, frame: FrameType | None) -> None:
        self.stopping = True

    def start(self) -> None:
        for child in self.children:
            child.start(time.monotonic())

    def tick(self) -> None:
        """Whatever ended is noticed, and whatever is due is started again."""
        now = time.monotonic()
        for child in self.children:
            if child.process is None:
                if now >= child.due:
                    child.start(now)
            elif (code := child.process.poll()) is not None and not self.stopping:
                self.mourn(child, code, now)
        if now - self._cut > STEADY:
            self._cut = now
            for child in self.children:
                shorten(child.log)

    def mourn(self, child: Child, code: int, now: float) -> None:
        child.fail(now)
        if not self.answered and child.failures >= HOPELESS:
            raise Stop(f"The {child.name} process does not start:\n{child.last_words()}")
        how = f"was ended by signal {-code}" if code < 0 else f"ended with code {code}"
        again = f"starting it again in {child.due - now:.0f} s"
        warn(f"The {child.name} process {how}; {again}.\n{child.last_words()}".rstrip())

    def wait(self, until: Callable[[], bool], *, seconds: float) -> bool:
        """True once `until` holds; False when asked to stop, or after `seconds`."""
        end = time.monotonic() + seconds
        while not self.stopping and time.monotonic() < end:
            if until():
                self.answered = True
                return True
            self.tick()
            time.sleep(0.1)
        return False

    def run(self) -> None:
        while not self.stopping:
            self.tick()
            time.sleep(0.2)

    def stop(self) -> None:
        """Every child and its whole group has ended: asked first, killed after a grace."""
        self.stopping = True
        for child in self.children:
            child.signal(signal.SIGTERM)
        end = time.monotonic() + GRACE
        for child in self.children:
            if child.process:
                with contextlib.suppress(subprocess.TimeoutExpired):
                    child.process.wait(max(0.1, end - time.monotonic()))
                child.signal(signal.SIGKILL)
                child.process.wait()


def shorten(log: Path | None) -> None:
    """A log past its limit moves aside, once; the process goes on writing to the emptied file."""
    if log and log.exists() and log.stat().st_size > LOG_LIMIT:
        log.with_suffix(".old.log").write_bytes(log.read_bytes())
        os.truncate(log, 0)
        say(f"{log} was long and is now in {log.with_suffix('.old.log').name}.")
