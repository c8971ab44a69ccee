"""Real worker processes on a real SQLite file: killed, stopped, side by side."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[4]
SETTINGS = "shanyraq.kernel.jobs.tests.worker_settings"


class House:
    """A folder with a database, and processes started on it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.started: list[subprocess.Popen[str]] = []
        clean = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
        self.env = clean | {
            "SHANYRAQ_DATA": str(folder),
            "DJANGO_SETTINGS_MODULE": SETTINGS,
            "PYTHONPATH": str(SOURCE),
        }

    def start(self, *command: str) -> subprocess.Popen[str]:
        arguments = [sys.executable, "-m", "django", *command]
        pipe = subprocess.PIPE
        process = subprocess.Popen(arguments, env=self.env, stderr=pipe, stdout=pipe, text=True)
        self.started.append(process)
        return process

    def do(self, *command: str) -> None:
        process = self.start(*command)
        _out, errors = process.communicate(timeout=60)
        assert process.returncode == 0, errors

    def close(self) -> None:
        for process in self.started:
            if process.poll() is None:
                process.kill()
                process.communicate()

    def enqueue(self, work: str) -> None:
        self.do("shell", "-v0", "-c", f"from shanyraq.kernel.jobs.tests import jobs as j\n"
                f"from shanyraq.kernel.jobs.api import enqueue, enqueue_many\n{work}")  # fmt: skip

    def rows(self, query: str) -> list[tuple]:
        with closing(sqlite3.connect(self.folder / "shanyraq.sqlite3", timeout=20)) as database:
            return database.execute(query).fetchall()


def wait_until(true: Callable[[], object], seconds: float = 15) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.02)


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("house")
    house = House(folder)
    house.do("migrate", "-v0")
    house.rows("CREATE TABLE effect (what TEXT NOT NULL)")
    return folder / "shanyraq.sqlite3"


@pytest.fixture
def house(built, tmp_path) -> Iterator[House]:
    shutil.copy(built, tmp_path / "shanyraq.sqlite3")
    house = House(tmp_path)
    yield house
    house.close()


def test_a_job_of_a_killed_worker_runs_again_and_takes_effect_once(house):
    house.enqueue("enqueue(j.leave_effect_and_sleep_once, what='mark')")
    first = house.start("work", "--lease", "0.9")
    wait_until((house.folder / "asleep").exists)
    first.send_signal(signal.SIGKILL)
    first.communicate()
    assert house.rows("SELECT * FROM effect") == []  # it died with its transaction
    second = house.start("work", "--lease", "0.9")
    wait_until(lambda: house.rows("SELECT 1 FROM jobs_queuedjob WHERE state = 'done'"))
    second.terminate()
    _out, errors = second.communicate(timeout=10)
    assert second.returncode == 0, errors
    assert house.rows("SELECT what FROM effect") == [("mark",)]
    assert house.rows("SELECT attempts FROM jobs_queuedjob") == [(2,)]


def test_a_worker_told_to_stop_finishes_its_job_and_leaves(house):
    house.enqueue("enqueue(j.finish_slowly, what='a')\nenqueue(j.finish_slowly, what='b')")
    worker = house.start("work")
    wait_until((house.folder / "begun").exists)
    for number in (signal.SIGINT, signal.SIGTERM):  # the terminal's and the supervisor's
        worker.send_signal(number)
        time.sleep(0.05)
    _out, errors = worker.communicate(timeout=10)
    assert worker.returncode == 0, errors
    assert house.rows("SELECT what FROM effect") == [("a",)]
    assert house.rows("SELECT state FROM jobs_queuedjob ORDER BY id") == [("done",), ("waiting",)]
    assert house.rows("SELECT * FROM jobs_worker") == []


def test_two_workers_on_one_file_run_every_job_once_and_meet_no_lock(house):
    house.enqueue("enqueue_many(j.leave_effect, ({'what': str(n)} for n in range(300)))")
    pair = [house.start("work", "--once") for _ in range(2)]
    said = [worker.communicate(timeout=60) for worker in pair]
    assert [worker.returncode for worker in pair] == [0, 0]
    assert not [errors for _out, errors in said if "locked" in errors or "job failed" in errors]
    assert len(house.rows("SELECT DISTINCT what FROM effect")) == 300
    assert house.rows("SELECT count(*) FROM effect") == [(300,)]
    assert house.rows("SELECT state, attempts, count(*) FROM jobs_queuedjob GROUP BY 1, 2") == [("done", 1, 300)]
    takers = house.rows("SELECT DISTINCT worker_id FROM jobs_queuedjob")
    assert len(takers) == 2, "one worker did everything: the test shows nothing"
