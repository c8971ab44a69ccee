"""How a module declares its jobs and schedules, in its `jobs.py`."""

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, ParamSpec

from croniter import croniter

P = ParamSpec("P")
RESERVED = frozenset({"due"})
_jobs: dict[str, "Job[Any]"] = {}
_schedules: dict[str, "Timetable"] = {}


@dataclass(frozen=True, slots=True)
class Job(Generic[P]):
    """One declared job. Calling it runs the function here and now; `enqueue` hands it to a worker."""

    name: str
    function: Callable[P, None]
    queue: str
    retries: int
    atomic: bool

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> None:
        self.function(*args, **kwargs)


@dataclass(frozen=True, slots=True)
class Timetable:
    """A job without arguments that comes round by a cron line in school time."""

    name: str
    cron: str
    job: Job[[]]


def job(*, queue: str = "default", retries: int = 5, atomic: bool = True) -> Callable[[Callable[P, None]], Job[P]]:
    """Declares a job.

    With `atomic` (short work) its effects in the database and its done mark are one transaction: once
    effective, whatever happens to the worker. Without it (long work, calls to the world) the function opens
    its own short transactions and may run twice, so it is written to find what it has already done.
    """

    def declare(function: Callable[P, None]) -> Job[P]:
        name = f"{function.__module__.removeprefix('shanyraq.').removesuffix('.jobs')}.{function.__name__}"
        if taken := RESERVED & inspect.signature(function).parameters.keys():
            raise ValueError(f"{name}: {', '.join(taken)} is a word of enqueue and cannot be an argument")
        if name in _jobs and _jobs[name].function.__code__.co_filename != function.__code__.co_filename:
            raise ValueError(f"two jobs are called {name}")
        declared: Job[P] = Job(name=name, function=function, queue=queue, retries=retries, atomic=atomic)
        _jobs[name] = declared
        return declared

    return declare


def every(cron: str, *, name: str) -> Callable[[Job[[]]], Job[[]]]:
    """Declares a schedule in school time, above @job: @every("0 2 * * *", name="seal.nightly")."""

    def declare(declared: Job[[]]) -> Job[[]]:
        if not croniter.is_valid(cron):
            raise ValueError(f"{name}: {cron!r} is not a cron line")
        if name in _schedules and _schedules[name].job.name != declared.name:
            raise ValueError(f"two schedules are called {name}")
        _schedules[name] = Timetable(name=name, cron=cron, job=declared)
        return declared

    return declare


def job_named(name: str) -> Job[Any]:
    """The declared job. Raises LookupError where this version of the house has none of that name."""
    if name not in _jobs:
        raise LookupError(f"no job is called {name}")
    return _jobs[name]


def timetables() -> list[Timetable]:
    return sorted(_schedules.values(), key=lambda timetable: timetable.name)


def queues() -> list[str]:
    """Every queue that some job is declared for."""
    return sorted({declared.queue for declared in _jobs.values()})
