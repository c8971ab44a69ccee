"""What the daily pages cost beside a floor: a page of the same server with one indexed query and the empty shell.

Run: PYTHONPATH=src .venv/bin/python bench/bench_register.py [--rounds 60]
CPU time of this process, whole requests through the real middleware and a real session, floor and page in turns, so
that a busy machine disturbs both alike. Targets: page at most 4 times the floor, a month's register (30 by 25
cells) at most 6 times; saving one cell at most 3 times a
single-row insert that answers with the shell. The shell itself is held against an answer of two letters through the
same middleware (at most 2.5 times), since a fat shell would make every other ratio look good.
"""

import argparse
import datetime as dt
import json
import os
import random
import statistics
import sys
import tempfile
import time
import types
import uuid
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "src"))

PUPILS, CLASSES, WEEKS = 30, 30, 6
PAGE_TARGET, MONTH_TARGET, SAVE_TARGET, SHELL_TARGET = 4.0, 6.0, 3.0, 2.5


def set_up(data: str) -> None:
    os.environ |= {"SHANYRAQ_DATA": data, "DJANGO_SETTINGS_MODULE": "shanyraq.config.settings", "SHANYRAQ_LOG": "ERROR"}
    os.environ["SHANYRAQ_DEBUG"] = ""
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    settings.ALLOWED_HOSTS = ["testserver"]
    settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
    call_command("migrate", verbosity=0)


def floor_urls() -> None:
    """Adds the two floor pages beside the house's own addresses."""
    from django.db import transaction
    from django.http import HttpRequest, HttpResponse
    from django.shortcuts import render
    from django.urls import path

    from shanyraq.config import urls
    from shanyraq.kernel import clock
    from shanyraq.kernel.actions.models import HistoryEntry
    from shanyraq.kernel.facts import new_id
    from shanyraq.kernel.pages import page
    from shanyraq.learning.journal.models import Lesson

    @page("*")
    def floor(request: HttpRequest, lesson_id: uuid.UUID) -> HttpResponse:
        Lesson.objects.filter(id=lesson_id).values_list("id", "subject").first()
        return render(request, "ui/shell.html")

    @page("*")
    def floor_save(request: HttpRequest) -> HttpResponse:
        with transaction.atomic():
            HistoryEntry(id=new_id(), act="bench", at=clock.now(), actor_kind="person").save(force_insert=True)
        return render(request, "ui/shell.html")

    @page("*")
    def bare(request: HttpRequest) -> HttpResponse:
        return HttpResponse("ok")

    @page("*")
    def shell(request: HttpRequest) -> HttpResponse:
        return render(request, "ui/shell.html")

    made = types.ModuleType("bench_urls")
    made.urlpatterns = [
        *urls.urlpatterns,
        path("floor/<uuid:lesson_id>/", floor),
        path("floor/save/", floor_save),
        path("bare/", bare),
        path("shell/", shell),
    ]
    sys.modules["bench_urls"] = made
    from django.conf import settings

    settings.ROOT_URLCONF = "bench_urls"


@dataclass(frozen=True)
class Seeded:
    """The teacher and a mother, the teacher's lessons of today, the pupils of each class."""

    teacher: uuid.UUID
    mother: uuid.UUID
    lessons: list[uuid.UUID]
    classes: list[list[uuid.UUID]]


def seed() -> Seeded:
    """One school of 900 pupils with six weeks of a lived-in term."""
    from shanyraq.kernel import clock
    from shanyraq.kernel.scope import system_scope
    from shanyraq.kernel.sealing.api import seal_everything
    from shanyraq.learning.journal import api as journal
    from shanyraq.learning.journal.models import Lesson
    from shanyraq.spine.registry import models
    from shanyraq.spine.registry.factories import START, build_school

    chance = random.Random(28)
    with system_scope("bench"):
        at = build_school(28)
        kept = {"organisation_id": at.organisation_id}
        groups = [
            models.Group(
                **kept, school_year=2026, grade=5 + n % 7, letter=chr(1040 + n), name=f"{5 + n % 7} «{chr(1040 + n)}»",
                sort_key=f"{n:02}", language="kk", class_teacher_id=at.teacher_id,
            )
            for n in range(CLASSES)
        ]  # fmt: skip
        models.Group.objects.bulk_create(groups)
        people = [
            models.Person(
                **kept, family="Сейтқали", given=f"Оқушы{n:02}", sex="f", sort_key=f"{n:02}", search_keys=" ",
                group_id=group.id, is_learner=True,
            )
            for group in groups
            for n in range(PUPILS)
        ]  # fmt: skip
        models.Person.objects.bulk_create(people, batch_size=400)
        models.Enrolment.objects.bulk_create(
            (
                models.Enrolment(**kept, person=one, group_id=one.group_id, ground="admitted", valid_from=START)
                for one in people
            ),
            batch_size=400,
        )
        classes = [[one.id for one in people if one.group_id == group.id] for group in groups]
        today = clock.today()
        days = [today - dt.timedelta(days=n) for n in range(WEEKS * 7)][::-1]
        lessons = [
            journal.LessonDraft(
                **kept, group_id=group.id, subject=("algebra", "physics", "biology")[(at_ + number) % 3],
                teacher_id=at.teacher_id, day=day, number=number, starts_at=start,
                ends_at=start + dt.timedelta(minutes=40),
            )
            for at_, group in enumerate(groups)
            for day in days
            if day.weekday() < 5 or day == today
            for number in range(1, 5)
            for start in [dt.datetime.combine(day, dt.time(7 + number), tzinfo=clock.ZONE)]
        ]  # fmt: skip
        journal.plan_lessons(drafts=lessons)
        by_group = {group.id: pupils for group, pupils in zip(groups, classes, strict=True)}
        past = [lesson for lesson in lessons if lesson.day < today]
        journal.set_marks_many(
            drafts=[
                journal.MarkDraft(
                    lesson_id=lesson.id, pupil_id=pupil, value=chance.randint(4, 10), happened_at=lesson.ends_at
                )
                for lesson in past
                for pupil in chance.sample(by_group[lesson.group_id], 5)
            ]
        )
        seal_everything()
        # A teacher has five lessons a day, not a hundred and twenty.
        now = [lesson for lesson in lessons if lesson.day == today]
        mine = {lesson.id for lesson in now if lesson.group_id == groups[0].id}
        Lesson.objects.filter(day=today).exclude(id__in=mine).update(teacher_id=at.director_id)
        for lesson in now:
            if lesson.id in mine:
                journal.take_attendance(lesson_id=lesson.id, exceptions={classes[0][3]: "ill"})
        new = {"lesson_id": now[0].id, "value": 8}
        edits = [journal.MarkEdit(client_id=uuid.uuid4(), pupil_id=pupil, **new) for pupil in classes[0][:20]]
        journal.set_marks(edits=edits)
        models.Guardianship.objects.create(
            child_id=classes[0][0], guardian_id=at.guardian_id, relation="mother", valid_from=START, **kept
        )
    return Seeded(at.teacher_id, at.guardian_id, [lesson.id for lesson in now if lesson.id in mine], classes)


def signed_in(person_id: uuid.UUID, username: str = "bolat"):
    from django.contrib.auth import get_user_model
    from django.test import Client

    from shanyraq.kernel.scope import system_scope
    from shanyraq.spine.access import api as access

    with system_scope("bench"):
        key = access.make_account(person_id=person_id, username=username)
    client = Client()
    client.force_login(get_user_model().objects.get(id=key))
    return client


def month_of(lesson_id: uuid.UUID) -> str:
    """The register of the lesson's class and subject in the fullest of its months: 30 pupils by about 25 lessons."""
    from django.db.models import Count
    from django.db.models.functions import TruncMonth

    from shanyraq.kernel.scope import system_scope
    from shanyraq.learning.journal.models import Lesson

    with system_scope("bench"):
        this = Lesson.objects.get(id=lesson_id)
        months = (
            Lesson.objects.filter(group_id=this.group_id, subject=this.subject)
            .values_list(TruncMonth("day"))
            .annotate(number=Count("id"))
            .order_by("-number")
        )
        month, number = months[0]
    print(f"{'':16} the month has {number} lessons")
    return f"/journal/registers/{this.group_id}/{this.subject}/?month={month:%Y-%m}"


def cpu(call) -> float:
    started = time.process_time()
    answer = call()
    spent = time.process_time() - started
    assert answer.status_code == 200, answer.status_code
    return spent * 1000


def in_turns(rounds: int, floor, measured) -> tuple[float, float]:
    """The medians in milliseconds, taken in turns after a warm-up."""
    for _ in range(5):
        floor()
        measured()
    pairs = [(cpu(floor), cpu(measured)) for _ in range(rounds)]
    return statistics.median(p[0] for p in pairs), statistics.median(p[1] for p in pairs)


def tell(what: str, floor: float, measured: float, target: float) -> None:
    numbers = f"floor {floor:6.2f} ms   measured {measured:6.2f} ms"
    print(f"{what:16} {numbers}   ratio {measured / floor:4.2f} (at most {target})")


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--rounds", type=int, default=60)
    rounds = asked.parse_args().rounds
    with tempfile.TemporaryDirectory() as data:
        set_up(data)
        floor_urls()
        seeded = seed()
        teacher, lessons, classes = seeded.teacher, seeded.lessons, seeded.classes
        client = signed_in(teacher)
        base, page = in_turns(rounds, lambda: client.get("/bare/"), lambda: client.get("/shell/"))
        tell("empty shell", base, page, SHELL_TARGET)
        mother, today = signed_in(seeded.mother, "dana"), dt.datetime.now(dt.UTC) + dt.timedelta(hours=5)
        day = f"/children/{classes[0][0]}/{today:%Y-%m-%d}/"
        base, page = in_turns(rounds, lambda: mother.get(f"/floor/{lessons[0]}/"), lambda: mother.get(day))
        tell("parent's day", base, page, PAGE_TARGET)
        week = f"/diary/{classes[0][0]}/?day={today - dt.timedelta(days=7):%Y-%m-%d}"  # a whole one: twenty lessons
        base, page = in_turns(rounds, lambda: mother.get(f"/floor/{lessons[0]}/"), lambda: mother.get(week))
        tell("parent's week", base, page, PAGE_TARGET)
        base, page = in_turns(
            rounds, lambda: client.get(f"/floor/{lessons[0]}/"), lambda: client.get(f"/journal/lessons/{lessons[0]}/")
        )
        tell("register page", base, page, PAGE_TARGET)
        month = month_of(lessons[0])
        base, page = in_turns(rounds, lambda: client.get(f"/floor/{lessons[0]}/"), lambda: client.get(month))
        tell("month's register", base, page, MONTH_TARGET)
        standing: dict[uuid.UUID, str | None] = {}
        turn = iter(range(10**9))

        def save():
            number = next(turn)
            pupil = classes[0][number % PUPILS]
            edit = {
                "id": str(uuid.uuid4()), "kind": "mark", "pupil": str(pupil), "value": 4 + number // PUPILS % 6,
                "based_on": standing.get(pupil),
            }  # fmt: skip
            body = json.dumps({"person": str(teacher), "edits": [edit]})
            answer = client.post(f"/journal/lessons/{lessons[1]}/cells", body, content_type="application/json")
            result = answer.json()["results"][0]
            assert result["state"] == "stored", result
            standing[pupil] = result["fact"]
            return answer

        base, saved = in_turns(rounds, lambda: client.post("/floor/save/"), save)
        tell("saving one cell", base, saved, SAVE_TARGET)
    return 0


if __name__ == "__main__":
    sys.exit(main())
