"""What every page of movement does with a form: try the act, put a refusal at its field, lose nothing."""

import uuid
from collections.abc import Callable

from django import forms
from django.http import Http404, HttpRequest

from shanyraq.kernel.actions.api import Denied
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


def done(form: forms.Form, act: Callable[[], object]) -> bool:
    """Whether the act was done; a refusal stands at the field it is about, with the way onward."""
    if not form.is_valid():
        return False
    try:
        act()
    except Denied as refusal:
        words = f"{refusal.words} {refusal.way}".strip()
        form.add_error(refusal.field if refusal.field in form.fields else None, words)
        return False
    return True
