"""The person in the corner of the shell."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from shanyraq.kernel.ui.navigation import Identity
from shanyraq.spine.access.models import User
from shanyraq.spine.access.queries.identity import who_is
from shanyraq.spine.access.rules import Audience, Role

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
_SIDES: dict[str, str | Promise] = {Audience.FAMILY: _("family"), Audience.PUPIL: _("pupil")}


def identity(request: HttpRequest) -> Identity | None:
    """Who is signed in, as the shell shows it; None for the public."""
    seen: Any = request
    if not isinstance(request.user, User):
        return None
    who = who_is(seen.scope, access_version=request.user.access_version)
    if who is None:
        return Identity(id=str(request.user.id), name=request.user.username, url_name="security")
    strongest = next((words for role, words in _ROLES.items() if role in seen.scope.roles), "")
    return Identity(
        id=str(seen.scope.person_id),
        name=who.name,
        role=_SIDES.get(seen.audience, strongest),
        organisation=who.organisation,
        url_name="security",
    )
