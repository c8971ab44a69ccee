"""Fail, naming file and line, when a text lacks its Kazakh or Russian, or a translation cannot be right."""

from pathlib import Path
from typing import Any

import django
from django.apps import apps
from django.core.management.base import BaseCommand, CommandError

from shanyraq.kernel.text.catalogs import PACKAGE, catalogues, read_po
from shanyraq.kernel.text.review import Key, Problem, review, summary


def library_keys() -> frozenset[Key]:
    """(context, text) of every message of Django and of the installed libraries."""
    places = [Path(django.__file__).parent / "conf" / "locale"]
    places += [Path(app.path) / "locale" for app in apps.get_app_configs() if not app.name.startswith("shanyraq.")]
    found = (path for place in places for path in sorted((place / "en").rglob("django*.po")))
    return frozenset(entry.key for path in found for entry in read_po(path))


def homeless() -> list[Problem]:
    """Catalogues that Django never reads, because their folder is no installed app."""
    read = {Path(app.path) / "locale" for app in apps.get_app_configs()}
    lost = [path for path in catalogues() if path.parents[2] not in read]
    return [Problem(path, 0, "its folder is no installed app, so nobody reads it") for path in lost]


class Command(BaseCommand):
    help = __doc__
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        problems = [*review(PACKAGE, library_keys=library_keys()), *homeless()]
        if problems:
            raise CommandError(summary(problems))
        self.stdout.write(summary(problems))
