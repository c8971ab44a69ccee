"""A house of its own for a real browser: two schools, a child with marks, and the sessions of four people, printed.

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
from django.db import transaction  # noqa: E402
from django.test import Client  # noqa: E402

from shanyraq.kernel import clock  # noqa: E402
from shanyraq.kernel.facts import api as facts  # noqa: E402
from shanyraq.kernel.scope import system_scope, use_scope  # noqa: E402
from shanyraq.learning.journal import api as journal  # noqa: E402
from shanyraq.learning.journal.factories import lesson_on  # noqa: E402
from shanyraq.spine.access.factories import an_appointment, make_user  # noqa: E402
from shanyraq.spine.access.models import Appointment  # noqa: E402
from shanyraq.spine.movement.factories import a_search  # noqa: E402
from shanyraq.spine.presence import api as presence  # noqa: E402
from shanyraq.spine.registry import api as registry  # noqa: E402
from shanyraq.spine.registry.factories import School, add_pupil, build_school  # noqa: E402
from shanyraq.spine.registry.factories import models as register  # noqa: E402
from shanyraq.spine.registry.factories import person as somebody  # noqa: E402

NOON = dt.datetime(2026, 11, 23, 12, tzinfo=clock.ZONE)


class Silent(WSGIRequestHandler):
    def log_message(self, *args: object) -> None:
        """The parent reads our output."""


def session_of(person_id: object) -> str:
    client = Client()
    client.force_login(make_user(person_id))
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def live(school: School) -> None:
    """Three weeks of algebra and geometry with marks; one child of the past is looked for."""
    with system_scope("browser test"):
        register.Person.objects.filter(id=school.pupil_id).update(iin="130504550013")
        for number in range(12):
            add_pupil(school, "Қасым", f"Оқушы {number + 1}")
        lost = add_pupil(school, "Нұрғали", "Мәди")
        with transaction.atomic():
            a_search(School(**{**{name: getattr(school, name) for name in School.__slots__}, "pupil_id": lost}))
            for letter, grade in (("А", 9), ("Б", 7), ("А", 11)):
                draft = registry.GroupDraft(
                    organisation_id=school.organisation_id, school_year=2026, grade=grade, letter=letter, language="kk"
                )
                registry.open_groups(drafts=[draft])
    days = [NOON.date() - dt.timedelta(days=back) for back in (0, 3, 4, 5)]
    for day in days:
        with system_scope("browser test"):
            lessons = [lesson_on(school, day, 1), lesson_on(school, day, 2, subject="geometry")]
            at = dt.datetime.combine(day, dt.time(8, 5), clock.ZONE)
            entry = presence.Entry(at=at, says="present", slot=1, source=str(facts.new_id()))
            word = presence.Word(
                person_id=school.pupil_id, organisation_id=school.organisation_id, day=day,
                witness=presence.Witness.REGISTER, entries=(entry,),
            )  # fmt: skip
            presence.testify(words=[word], quietly=True)
        with use_scope(school.scope("teacher")):
            journal.set_marks(
                edits=[
                    journal.MarkEdit(
                        client_id=facts.new_id(), lesson_id=lesson.id, pupil_id=school.pupil_id, value=value,
                        reason="Кейін енгізілді",
                    )
                    for value, lesson in zip((9, 8), lessons, strict=True)
                ]
            )  # fmt: skip


def main(port: int, day: str) -> None:
    clock.anchor(NOON)
    call_command("migrate", verbosity=0, skip_checks=True)
    old, new = build_school(28), build_school(29, pupil="Сәуле", family="Әбдіраш")
    live(old)
    clock.anchor(dt.datetime.combine(dt.date.fromisoformat(day), dt.time(12), clock.ZONE))
    with system_scope("browser test"):
        officer = somebody("Қасымова", "Сандуғаш")
        Appointment.objects.filter(id=an_appointment(old).id).update(person=officer)
        sessions = {
            "old": session_of(old.director_id),
            "new": session_of(new.director_id),
            "teacher": session_of(new.teacher_id),
            "family": session_of(old.guardian_id),
            "office": session_of(officer.id),
            "group": str(new.group_id),
            "old_group": str(old.group_id),
            "child": str(old.pupil_id),
        }
    with make_server("localhost", port, get_wsgi_application(), handler_class=Silent) as server:
        print(json.dumps(sessions), flush=True)  # noqa: T201
        server.serve_forever()


main(int(sys.argv[1]), sys.argv[2])
