"""A house of its own for a real browser: a fresh database, one school, one sheet whose path it prints.

A process apart from the tests: a browser needs committed rows, and append-only tables are never flushed.
"""

import datetime as dt
import sys
from wsgiref.simple_server import WSGIRequestHandler, make_server

import django
from django.conf import settings

settings.WHITENOISE_USE_FINDERS = True
settings.WHITENOISE_AUTOREFRESH = True
django.setup()

from django.core.management import call_command  # noqa: E402
from django.core.wsgi import get_wsgi_application  # noqa: E402

from shanyraq.kernel import clock  # noqa: E402
from shanyraq.kernel.scope import system_scope, use_scope  # noqa: E402
from shanyraq.spine.access import api as access  # noqa: E402
from shanyraq.spine.registry.factories import build_school  # noqa: E402
from shanyraq.spine.registry.factories import models as register  # noqa: E402


class Silent(WSGIRequestHandler):
    def log_message(self, *args: object) -> None:
        """The parent reads our output."""


def main(port: int) -> None:
    clock.anchor(dt.datetime(2026, 11, 23, 12, tzinfo=clock.ZONE))
    call_command("migrate", verbosity=0, skip_checks=True)
    school = build_school(28)
    with system_scope("browser test"):
        register.Person.objects.filter(id=school.pupil_id).update(birth_date="2013-05-04")
    with use_scope(school.scope("teacher")):
        sheet = access.invite(person_id=school.guardian_id, child_id=school.pupil_id)
    with make_server("localhost", port, get_wsgi_application(), handler_class=Silent) as server:
        print(f"/i/{sheet.token}/", flush=True)  # noqa: T201
        server.serve_forever()


main(int(sys.argv[1]))
