"""A house of its own for a real browser: a family's lived-in term, and the sessions of its people, printed.

A process apart from the tests: a browser needs committed rows, and append-only tables are never flushed.
"""

import datetime as dt
import json
import sys
from wsgiref.simple_server import WSGIRequestHandler, make_server

import django
from django.conf import settings

settings.WHITENOISE_USE_FINDERS = True
settings.WHITENOISE_AUTOREFRESH = True
django.setup()

from django.core.management import call_command  # noqa: E402
from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.test import Client  # noqa: E402

from shanyraq.kernel import clock  # noqa: E402
from shanyraq.kernel.facts import api as facts  # noqa: E402
from shanyraq.kernel.scope import system_scope, use_scope  # noqa: E402
from shanyraq.learning.journal import api as journal  # noqa: E402
from shanyraq.learning.journal.factories import lesson_on, summative_on  # noqa: E402
from shanyraq.learning.journal.models import Lesson, Score  # noqa: E402
from shanyraq.spine.access.factories import make_user  # noqa: E402
from shanyraq.spine.notices import api as notices  # noqa: E402
from shanyraq.spine.registry.factories import START, School, build_school, person  # noqa: E402
from shanyraq.spine.registry.factories import models as register  # noqa: E402

EVENING = dt.datetime(2026, 11, 23, 21, tzinfo=clock.ZONE)
SUBJECTS = ("algebra", "geometry", "physics", "biology", "informatics")
TOPICS = ("Квадрат теңдеулер", "Үшбұрыштар", "Қысым. Паскаль заңы", "Қан айналымы", "Кестелер")


class Silent(WSGIRequestHandler):
    def log_message(self, *args: object) -> None:
        """The parent reads our output."""


def session_of(person_id: object) -> str:
    client = Client()
    client.force_login(make_user(person_id))
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def live(school: School) -> None:
    """Two weeks of five subjects with topics, homework, marks; a unit test that was written, a quarter test to come."""
    monday = EVENING.date() - dt.timedelta(days=7)
    for day in (monday + dt.timedelta(days=number) for number in range(12)):
        if day.weekday() > 4:
            continue
        with system_scope("browser test"):
            lessons = [lesson_on(school, day, number + 1, subject=code) for number, code in enumerate(SUBJECTS)]
            for number, lesson in enumerate(lessons):
                if day <= EVENING.date():
                    due = day + dt.timedelta(days=3 if day.weekday() == 4 else 1)
                    Lesson.objects.filter(id=lesson.id).update(
                        topic=TOPICS[number], homework=f"№ {120 + number}", homework_due=due
                    )
        if day > EVENING.date():
            continue
        with use_scope(school.scope("teacher")):
            edits = [
                journal.MarkEdit(
                    client_id=facts.new_id(), lesson_id=lesson.id, pupil_id=school.pupil_id, value=value,
                    reason="Кейін енгізілді",
                )
                for value, lesson in zip((8, 6), lessons[day.weekday() % 3 :], strict=False)
            ]  # fmt: skip
            journal.set_marks(edits=edits)
    with system_scope("browser test"):
        unit = summative_on(school, dt.date(2026, 11, 18), maximum=20)
        Score.objects.create(
            summative=unit, pupil_id=school.pupil_id, group_id=school.group_id, organisation_id=school.organisation_id,
            subject="algebra", test="sor", school_year=2026, quarter=2, maximum=20, state="scored", value=13,
            fact_day=EVENING.date(), fact_id=facts.new_id(), changed_at=EVENING,
        )  # fmt: skip
        summative_on(school, dt.date(2026, 12, 16), test="soch", maximum=20)


def gather(school: School) -> None:
    """Dana wants the marks of the day in one notice, and has it."""
    with use_scope(school.scope("guardian")):
        notices.choose(
            person_id=school.guardian_id, muted=[], by_email=[], quiet_from=dt.time(22), quiet_to=dt.time(7),
            in_digest=["learning"], digest_at=dt.time(19),
        )  # fmt: skip
    with system_scope("browser test"):
        letters = [
            notices.Letter(
                code="mark_set", person_id=school.guardian_id, child_id=school.pupil_id, source=f"mark:{code}",
                params={"child": str(school.pupil_id), "day": EVENING.date().isoformat(), "subject": code},
            )
            for code in SUBJECTS[:3]
        ]  # fmt: skip
        notices.send(letters=letters)
        notices.make_digests()


def main(port: int) -> None:
    clock.anchor(EVENING)
    call_command("migrate", verbosity=0, skip_checks=True)
    school = build_school(28)
    with system_scope("browser test"):
        sister = person("Сейтқали", "Айша", organisation_id=school.organisation_id, is_learner=True)
        register.Guardianship.objects.create(
            child=sister, guardian_id=school.guardian_id, organisation_id=school.organisation_id, relation="mother",
            valid_from=START,
        )  # fmt: skip
    live(school)
    gather(school)
    sessions = {
        "dana": session_of(school.guardian_id),
        "erzhan": session_of(school.pupil_id),
        "bolat": session_of(school.teacher_id),
        "child": str(school.pupil_id),
        "group": str(school.group_id),
    }
    with make_server("localhost", port, get_wsgi_application(), handler_class=Silent) as server:
        print(json.dumps(sessions), flush=True)  # noqa: T201
        server.serve_forever()


main(int(sys.argv[1]))
