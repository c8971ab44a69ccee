"""Where things stand in this clone, and the surroundings a program of the house is started with."""

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from launcher.words import Stop

ROOT = Path(__file__).resolve().parents[2]
SOURCES = ROOT / "src"
MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Options:
    """What may be said before any command: where the data stands and where packages come from."""

    data: Path | None = None
    wheels: Path | None = None


def python_of(root: Path = ROOT) -> Path:
    return root / ".venv" / "bin" / "python"


def data_folder(options: Options) -> Path:
    """The data folder that the settings use as well: said, else from the environment, else the clone's."""
    said = options.data or os.environ.get("SHANYRAQ_DATA") or ROOT / "data"
    return Path(said).expanduser().resolve()


def surroundings(options: Options, **more: str) -> dict[str, str]:
    """The environment of a program of the house: our sources first, the data folder named, text in UTF-8."""
    env = dict(os.environ)
    paths = [str(SOURCES), *filter(None, [env.get("PYTHONPATH")])]
    env |= {"PYTHONPATH": os.pathsep.join(paths), "PYTHONUTF8": "1"}
    if options.data:
        env["SHANYRAQ_DATA"] = str(data_folder(options))
    return env | more


def manage(*arguments: str) -> list[str]:
    """The command line of a management command."""
    return [str(python_of()), "-m", "shanyraq", *arguments]


def free_megabytes(folder: Path) -> int:
    """Free space where `folder` stands, or would stand once made."""
    while not folder.exists():
        folder = folder.parent
    return shutil.disk_usage(folder).free // MEGABYTE


def ask_for_space(folder: Path, *, megabytes: int, purpose: str) -> None:
    free = free_megabytes(folder)
    if free < megabytes:
        raise Stop(f"{purpose} needs {megabytes} MB in {folder} and {free} MB are free: make room and start again.")


def ask_for_writing(folder: Path, *, purpose: str, remedy: str) -> None:
    """`folder` exists and a file can be made in it; tried truly, because permission bits only guess."""
    probe = folder / f".write-probe-{os.getpid()}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise Stop(f"{purpose} {folder} cannot be written to ({error.strerror}): {remedy}") from error
