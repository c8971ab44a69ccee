"""Roles in words."""

from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from shanyraq.spine.access.rules import Role

_ROLES: dict[str, str | Promise] = {
    Role.OFFICE_HEAD: _("head of the education office"),
    Role.OFFICE: _("specialist of the education office"),
    Role.DIRECTOR: _("director"),
    Role.DEPUTY: _("deputy head"),
    Role.SECRETARY: _("secretary"),
    Role.CLASS_TEACHER: _("class teacher"),
    Role.TEACHER: _("teacher"),
    Role.EDUCATOR: _("educator"),
    Role.PSYCHOLOGIST: _("psychologist"),
    Role.LIBRARIAN: _("librarian"),
    Role.NURSE: _("nurse"),
    Role.GUARD: _("guard"),
}


def role_words(role: str) -> str:
    """The role as people call it; empty for one that is no post."""
    return str(_ROLES.get(role, ""))


def strongest(roles: Iterable[str]) -> str:
    """Of several posts the one that says most, in words."""
    held = set(roles)
    return str(next((words for role, words in _ROLES.items() if role in held), ""))
