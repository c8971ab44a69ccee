"""At which of the person's schools a page of the gates stands."""

import uuid

from django.http import Http404, HttpRequest

from shanyraq.campus.gates.policies import WATCHERS
from shanyraq.kernel.scope import current_scope


def school_of(request: HttpRequest, *, roles: tuple[str, ...] = WATCHERS) -> uuid.UUID:
    """The organisation asked for with `?at=`, else the person's first. Whoever has no post there finds nothing."""
    mine = sorted(current_scope().at(*roles))
    asked = request.GET.get("at") or request.POST.get("at")
    if not asked and mine:
        return mine[0]
    found = next((organisation for organisation in mine if str(organisation) == asked), None)
    if found is None:
        raise Http404
    return found
