"""At which school the reader of a page of movement stands."""

import uuid

from django.http import Http404, HttpRequest

from shanyraq.kernel.scope import current_scope
from shanyraq.spine.movement.policies import KEEPERS
from shanyraq.spine.registry import api as registry


def school_of(request: HttpRequest) -> uuid.UUID:
    """The school asked for with `?at=`, else the person's first. Whoever keeps none finds nothing."""
    mine = sorted(current_scope().at(*KEEPERS))
    asked = request.GET.get("at") or request.POST.get("at")
    if not asked and mine:
        return mine[0]
    found = next((one for one in mine if str(one) == asked), None)
    if found is None:
        raise Http404
    return found


def school_name(organisation_id: uuid.UUID) -> str:
    """How the school is named in short, for what is taken away."""
    found = registry.organisation(organisation_id)
    return found.short if found else ""
