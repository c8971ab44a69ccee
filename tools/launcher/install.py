"""Bring the packages of a lock file into .venv: by uv, else by pip, else from a folder of wheels."""

import fcntl
import hashlib
import importlib.util
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from launcher import house, trouble
from launcher.words import Stop, say

Kind = Literal["run", "dev"]
LOCKS: dict[Kind, str] = {"run": "requirements.lock", "dev": "requirements-dev.lock"}
BOOTSTRAP = "requirements-bootstrap.lock"
MEGABYTES: dict[Kind, int] = {"run": 500, "dev": 1000}
STAMP = "installed.json"


@dataclass(frozen=True, slots=True)
class Place:
    """A clone to install into; tests use one of their own."""

    root: Path = house.ROOT

    @property
    def tools(self) -> Path:
        return self.root / ".tools"

    @property
    def venv(self) -> Path:
        return self.root / ".venv"

    @property
    def python(self) -> Path:
        return house.python_of(self.root)

    def digest(self, lock: str) -> str:
        return hashlib.sha256((self.root / lock).read_bytes()).hexdigest()


def stamp(place: Place, kind: Kind) -> dict[str, str]:
    """The record of an installation of `kind`. A moved .venv has broken scripts, so its place counts."""
    kinds: tuple[Kind, ...] = ("run", "dev") if kind == "dev" else ("run",)
    return {"root": str(place.root)} | {each: place.digest(LOCKS[each]) for each in kinds}


def recorded(place: Place) -> dict[str, str]:
    try:
        record = json.loads((place.venv / STAMP).read_text())
    except (OSError, ValueError):
        return {}
    return record if isinstance(record, dict) else {}


def is_installed(place: Place, kind: Kind) -> bool:
    """The recorded installation covers `kind`; the development one covers both, from the same resolution."""
    return stamp(place, kind).items() <= recorded(place).items() and place.python.exists()


def ensure(kind: Kind, *, wheels: Path | None = None, place: Place | None = None) -> None:
    """The packages of `kind` stand in .venv at the locked versions; nothing is done when they already do."""
    place = place or Place()
    if is_installed(place, kind):
        return
    if "dev" in recorded(place):
        kind = "dev"  # a developer's clone keeps its tools when only the running packages moved
    house.ask_for_writing(
        place.root,
        purpose="The folder",
        remedy="clone Shanyraq where you may write, or start it as its owner.",
    )
    with alone(place):
        if not is_installed(place, kind):
            house.ask_for_space(place.root, megabytes=MEGABYTES[kind], purpose="The installation")
            install(place, kind, wheels=wheels)


@contextmanager
def alone(place: Place) -> Iterator[None]:
    """Hold the clone's installation lock: a second start waits for the first instead of spoiling its work."""
    place.tools.mkdir(exist_ok=True)
    with (place.tools / "install.lock").open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def install(place: Place, kind: Kind, *, wheels: Path | None) -> None:
    lock = place.root / LOCKS[kind]
    count = sum("==" in line for line in lock.read_text().splitlines())
    say(f"Installing {count} packages into {place.venv} (only when they changed) ...")
    (place.venv / STAMP).unlink(missing_ok=True)
    pip = find_pip(place, wheels=wheels)
    uv = find_uv(place, pip=pip, wheels=wheels)
    by_uv = uv is not None and sync_by_uv(place, uv=uv, lock=lock, wheels=wheels)
    if not by_uv:
        sync_by_pip(place, pip=pip, lock=lock, wheels=wheels)
    fresh = place.venv / f"{STAMP}.new"
    fresh.write_text(json.dumps(stamp(place, kind)))
    fresh.replace(place.venv / STAMP)


def find_pip(place: Place, *, wheels: Path | None) -> list[str]:
    """A pip to start with: Python's own, else one made by ensurepip, else the one among the wheels."""
    if run_quietly([sys.executable, "-m", "pip", "--version"]).returncode == 0:
        return [sys.executable, "-m", "pip"]
    helper = place.tools / "pip"
    make = [sys.executable, "-m", "venv", "--clear", str(helper)]
    if has_module("ensurepip") and has_module("venv") and run_quietly(make).returncode == 0:
        return [str(helper / "bin" / "python"), "-m", "pip"]
    if wheels:
        for wheel in sorted(wheels.glob("pip-*.whl"), reverse=True):
            return [sys.executable, str(wheel / "pip")]
    raise Stop(
        "This Python has neither pip nor ensurepip: install them (Debian and Ubuntu: apt install python3-pip "
        "python3-venv), or give --wheels DIR, a folder made by ./shanyraq wheels DIR on another machine."
    )


def has_module(name: str) -> bool:
    return importlib.util.find_spec(name) is not None


def find_uv(place: Place, *, pip: Sequence[str], wheels: Path | None) -> Path | None:
    """The pinned uv in .tools, fetched when it is not there; None when this machine has no build of it."""
    uv = place.tools / "bin" / "uv"
    mark = place.tools / "uv.sha256"
    if uv.exists() and mark.exists() and mark.read_text() == place.digest(BOOTSTRAP):
        return uv
    lock = place.root / BOOTSTRAP
    target = ["install", "--quiet", "--upgrade", "--target", str(place.tools)]
    outcome = run_quietly([*pip, *target, *pip_source(wheels), "--only-binary", ":all:", "-r", str(lock)])
    if outcome.returncode == 0 and uv.exists():
        mark.write_text(place.digest(BOOTSTRAP))
        return uv
    if not wheels:
        trouble.stop_when_hopeless(outcome.stdout, folder=place.root)
    return None


def sync_by_uv(place: Place, *, uv: Path, lock: Path, wheels: Path | None) -> bool:
    """True when .venv holds exactly the locked packages; False when uv could not do it and pip may try."""
    if not is_sound(place):
        made = run_quietly([str(uv), "venv", "--clear", "--python", sys.executable, str(place.venv)])
        if made.returncode:
            return False
    source = ["--offline", "--no-index", "--find-links", str(wheels)] if wheels else []
    sync = ["pip", "sync", "--require-hashes", "--python", str(place.python), *source, str(lock)]
    outcome = run_quietly([str(uv), *sync])
    if outcome.returncode:
        trouble.stop_when_full(outcome.stdout, folder=place.root)
    return outcome.returncode == 0


def sync_by_pip(place: Place, *, pip: Sequence[str], lock: Path, wheels: Path | None) -> None:
    say("Going on with plain pip, which takes a few minutes ...")
    made = run_quietly([sys.executable, "-m", "venv", "--without-pip", "--clear", str(place.venv)])
    if made.returncode:
        raise Stop("Python's venv does not work here: install it (Debian and Ubuntu: apt install python3-venv).")
    into = ["--python", str(place.python), "install", "--quiet"]
    outcome = run_quietly([*pip, *into, *pip_source(wheels), "-r", str(lock)])
    if outcome.returncode:
        raise trouble.stop_for(outcome.stdout, folder=place.root, wheels=wheels)


def pip_source(wheels: Path | None) -> list[str]:
    """Every package is checked against the lock's hashes; a dead line is given up soon, a slow one is not."""
    source = ["--no-index", "--find-links", str(wheels)] if wheels else ["--retries", "2", "--timeout", "30"]
    return ["--require-hashes", "--no-deps", *source]


def is_sound(place: Place) -> bool:
    """The .venv starts and was made for this very place."""
    if not (place.venv / "pyvenv.cfg").exists() or not place.python.exists():
        return False
    prefix = run_quietly([str(place.python), "-c", "import sys; print(sys.prefix)"]).stdout.strip()
    script = next(iter(sorted((place.venv / "bin").glob("granian"))), None)
    return prefix == str(place.venv) and (script is None or str(place.venv) in script.read_text(errors="replace"))


def run_quietly(command: Sequence[str]) -> subprocess.CompletedProcess[str]:
    """Run an installer, its words kept for a report, without the habits of this user's environment."""
    try:
        return subprocess.run(
            list(command),
            env=installer_environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
    except OSError as error:
        return subprocess.CompletedProcess(list(command), 127, stdout=str(error))


def installer_environment() -> dict[str, str]:
    env = dict(os.environ)
    for name in (
        "PIP_USER",
        "PIP_REQUIRE_VIRTUALENV",
        "PIP_TARGET",
        "PIP_PREFIX",
        "PYTHONPATH",
        "PYTHONHOME",
    ):
        env.pop(name, None)
    env |= {"UV_PYTHON_DOWNLOADS": "never", "PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_NO_INPUT": "1"}
    env["PIP_ROOT_USER_ACTION"] = "ignore"
    if "PIP_INDEX_URL" in env:  # uv does not read pip's settings; the operator's mirror is meant for both
        env.setdefault("UV_DEFAULT_INDEX", env["PIP_INDEX_URL"])
    if not os.access(Path(env.get("HOME", "/nowhere")), os.W_OK):
        env.setdefault("UV_CACHE_DIR", str(Place().tools / "cache"))
    return env


def gather_wheels(folder: Path, *, kind: Kind = "dev", place: Place | None = None) -> None:
    """`folder` holds all that an installation on such a machine needs without a network, pip included."""
    place = place or Place()
    house.ask_for_writing(folder, purpose="The folder", remedy="name another one.")
    house.ask_for_space(folder, megabytes=MEGABYTES[kind], purpose="The folder of wheels")
    pip = find_pip(place, wheels=None)
    fetch = [*pip, "download", "--quiet", "--only-binary", ":all:", "--dest", str(folder)]
    wanted = [[*pip_source(None), "-r", str(place.root / lock)] for lock in (BOOTSTRAP, LOCKS["run"], LOCKS[kind])]
    for arguments in [*wanted, ["--no-deps", "pip"]]:
        outcome = run_quietly([*fetch, *arguments])
        if outcome.returncode:
            raise trouble.stop_for(outcome.stdout, folder=folder, wheels=None)
    wheels = list(folder.glob("*.whl"))
    size = sum(wheel.stat().st_size for wheel in wheels) // house.MEGABYTE
    say(f"{folder} holds {len(wheels)} wheels ({size} MB); install from it with --wheels {folder}")
