"""The person in the corner of the shell."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from shanyraq.kernel.ui.navigation import Identity
from shanyraq.spine.access.models import User
from shanyraq.spine.access.queries.identity import who_is
from shanyraq.spine.access.queries.words import strongest
from shanyraq.spine.access.rules import Audience

_SIDES: dict[str, str | Promise] = {Audience.FAMILY: _("family"), Audience.PUPIL: _("pupil")}


def identity(request: HttpRequest) -> Identity | None:
    """Who is signed in, as the shell shows it; None for the public."""
    seen: Any = request
    if not isinstance(request.user, User):
        return None
    who = who_is(seen.scope, access_version=request.user.access_version)
    if who is None:
        return Identity(id=str(request.user.id), name=request.user.username, url_name="security")
    return Identity(
        id=str(seen.scope.person_id),
        name=who.name,
        role=_SIDES.get(seen.audience) or strongest(seen.scope.roles),
        organisation=who.organisation,
        url_name="security",
    )
