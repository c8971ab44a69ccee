import datetime as dt
import uuid

import pytest
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from shanyraq.kernel.actions.models import HistoryEntry
from shanyraq.kernel.clock import ZONE
from shanyraq.kernel.jobs import declaring
from shanyraq.kernel.jobs.api import drain, enqueue, enqueue_many, standing
from shanyraq.kernel.jobs.models import QueuedJob, Schedule, State, Worker
from shanyraq.kernel.jobs.reaping import reap, sweep
from shanyraq.kernel.jobs.running import claim, run, run_next
from shanyraq.kernel.jobs.schedules import tick
from shanyraq.kernel.jobs.tests import jobs
from shanyraq.kernel.scope import system_scope

pytestmark = pytest.mark.django_db
LEASE = dt.timedelta(seconds=30)
NIGHT = dt.datetime(2026, 11, 24, 2, 0, tzinfo=ZONE)


@pytest.fixture(autouse=True)
def _nothing_heard():
    jobs.heard.clear()


@pytest.fixture
def _only_the_nightly(monkeypatch):
    """The house's own schedules stand still."""
    only = {"tests.nightly": declaring._schedules["tests.nightly"]}
    monkeypatch.setattr(declaring, "_schedules", only)


def past(row_id: uuid.UUID) -> None:
    """The pause of this job is over."""
    QueuedJob.objects.filter(id=row_id).update(due_at=timezone.now())


def test_arguments_come_back_as_they_were_given_under_the_systems_scope():
    school, pupil, day = uuid.uuid4(), uuid.uuid4(), dt.date(2026, 11, 23)
    enqueue(jobs.hear, organisation=school, day=day, pupils=[pupil])
    assert drain() == 1
    assert jobs.heard == [(school, day, [pupil], "job kernel.jobs.tests.hear")]


@pytest.mark.parametrize(
    "arguments", [{}, {"what": "x", "who": "y"}, {"what": object()}, {"what": {"iin": "120101500123"}}]
)
def test_arguments_the_function_would_refuse_are_refused_when_enqueued(arguments):
    with pytest.raises(TypeError):
        enqueue(jobs.leave_effect, **arguments)
    assert not QueuedJob.objects.exists()


def test_a_rolled_back_act_owes_no_job():
    def act() -> None:
        with transaction.atomic():
            enqueue(jobs.every_night)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        act()
    assert drain() == 0


def test_a_batch_is_owed_in_few_queries(django_assert_max_num_queries):
    with django_assert_max_num_queries(15):
        assert enqueue_many(jobs.leave_effect, ({"what": str(n)} for n in range(900))) == 900
    assert QueuedJob.objects.count() == 900


def test_a_worker_takes_only_its_queues_and_only_what_is_due():
    later = enqueue(jobs.every_night, due=timezone.now() + dt.timedelta(hours=1))
    enqueue(jobs.hear, organisation=uuid.uuid4(), day=dt.date(2026, 1, 1), pupils=[])
    assert not run_next(uuid.uuid4(), queues=["sealing"])
    assert run_next(uuid.uuid4(), queues=["notices"])
    assert not run_next(uuid.uuid4())
    assert QueuedJob.objects.get(state=State.WAITING).id == later


def test_a_failing_job_leaves_nothing_waits_longer_each_time_and_is_dead_in_the_end(capsys):
    key = enqueue(jobs.write_history_and_stumble)
    pauses = []
    for _attempt in range(2):
        before = timezone.now()
        assert drain() == 1
        pauses.append(QueuedJob.objects.get(id=key).due_at - before)
        past(key)
    assert drain() == 1
    row = QueuedJob.objects.get(id=key)
    assert (row.state, row.attempts) == (State.DEAD, 3)
    assert pauses[0] < dt.timedelta(seconds=2.5)
    assert dt.timedelta(seconds=2) <= pauses[1]
    assert row.error.startswith("ValueError at tests/jobs.py:")
    assert "Erzhan" not in row.error
    with system_scope("count"):
        assert not HistoryEntry.objects.filter(act="stumble").exists()
    past(key)
    assert drain() == 0  # the dead stay dead
    call_command("jobs", "dead")
    assert str(key) in capsys.readouterr().out
    call_command("jobs", "again", str(key))
    assert (drain(), QueuedJob.objects.get(id=key).attempts) == (1, 1)


def test_a_job_of_a_newer_version_waits_for_a_worker_that_knows_it():
    key = enqueue(jobs.every_night)
    QueuedJob.objects.filter(id=key).update(name="learning.journal.not_yet_here")
    assert drain() == 1
    row = QueuedJob.objects.get(id=key)
    assert (row.state, row.error.split(" at ")[0]) == (State.WAITING, "LookupError")


def test_a_job_taken_from_a_stalled_worker_does_not_take_effect_there():
    enqueue(jobs.every_night)
    stalled = claim(uuid.uuid4())
    assert stalled
    assert reap(lease=LEASE) == 1  # its worker was never heard
    again = claim(uuid.uuid4())
    run(again)
    run(stalled)  # it wakes up late: the fence undoes whatever it wrote, and the mark stays the winner's
    row = QueuedJob.objects.get()
    assert (row.state, row.attempts, row.worker_id) == (State.DONE, 2, again.worker_id)


def test_only_silent_workers_lose_their_jobs():
    now = timezone.now()
    ages = {"fresh": 5, "silent": 60}
    workers = {
        name: Worker.objects.create(
            id=uuid.uuid4(), host=name, process=1, started_at=now, seen_at=now - dt.timedelta(seconds=age)
        ).id
        for name, age in ages.items()
    }
    enqueue_many(jobs.leave_effect, [{"what": name} for name in workers])
    rows = {name: claim(worker) for name, worker in workers.items()}
    assert reap(lease=LEASE) == 1
    assert QueuedJob.objects.get(state=State.RUNNING).id == rows["fresh"].id
    assert reap(lease=LEASE, idle=workers["fresh"]) == 1  # it runs nothing, so what stands under its name is lost


def test_a_job_that_kills_every_worker_is_given_up():
    key = enqueue(jobs.write_history_and_stumble)  # two retries
    for _attempt in range(3):
        assert claim(uuid.uuid4())
        reap(lease=LEASE)
    assert QueuedJob.objects.get(id=key).state == State.DEAD


@pytest.mark.usefixtures("_only_the_nightly")
def test_a_schedule_comes_round_once_also_after_a_week_of_standing_still():
    assert tick(NIGHT - dt.timedelta(minutes=1)) == 0
    assert tick(NIGHT - dt.timedelta(seconds=1)) == 0
    assert tick(NIGHT) == 1
    assert tick(NIGHT) == 0
    assert tick(NIGHT + dt.timedelta(days=1)) == 0  # the one before is not finished: no pile
    drain()
    assert tick(NIGHT + dt.timedelta(days=8)) == 1
    assert drain() == 1
    assert jobs.heard == ["night", "night"]
    assert Schedule.objects.get(name="tests.nightly").next_at == NIGHT + dt.timedelta(days=9)


@pytest.mark.usefixtures("_only_the_nightly")
def test_a_demo_clock_set_back_does_not_silence_a_schedule():
    tick(NIGHT)
    september = dt.datetime(2026, 9, 7, 7, 50, tzinfo=ZONE)
    assert tick(september) == 0
    assert tick(september + dt.timedelta(days=1)) == 1


def test_the_standing_counts_and_the_sweep_forgets_only_what_is_long_done():
    enqueue(jobs.every_night)
    drain()
    enqueue(jobs.leave_effect, what="x", due=timezone.now() - dt.timedelta(minutes=2))
    now = standing()
    assert now.jobs == {"waiting": 1, "running": 0, "done": 1, "dead": 0}
    assert 119 < now.queue_age < 125
    assert now.worker_silence is None
    assert sweep() == 0
    QueuedJob.objects.filter(state=State.DONE).update(finished_at=timezone.now() - dt.timedelta(days=8))
    assert sweep() == 1


def test_an_idle_look_does_not_take_the_write_lock(django_assert_num_queries):
    with django_assert_num_queries(1) as seen:
        assert claim(uuid.uuid4()) is None
    assert seen.captured_queries[0]["sql"].startswith("SELECT")
