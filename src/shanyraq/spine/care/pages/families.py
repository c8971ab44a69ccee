"""What the family reads: the sheet and the conclusions in full, with their receipts."""

import datetime as dt
import uuid

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from shanyraq.kernel.pages import page
from shanyraq.kernel.scope import current_scope
from shanyraq.kernel.sealing import api as sealing
from shanyraq.spine.access import api as access
from shanyraq.spine.care.policies import KNOW_NEEDS
from shanyraq.spine.care.queries.health import sheets_of
from shanyraq.spine.care.queries.needs import needs_of
from shanyraq.spine.care.queries.receipts import receipt_for
from shanyraq.spine.registry import api as registry

FAMILY = (access.Role.GUARDIAN, access.Role.PUPIL)


@page(*FAMILY)
@require_GET
def family_care(request: HttpRequest, child_id: uuid.UUID) -> HttpResponse:
    """What does the school know of my child's health and needs?"""
    scope = current_scope()
    child = registry.card(child_id)
    if child is None or child_id not in scope.children | {scope.person_id}:
        raise Http404
    rows = sheets_of(child_id)
    told = {"child": child, "rows": rows, "now": rows[0] if rows else None, "needs": needs_of(child_id)}
    return render(request, "care/family_care.html", told)


@page(*FAMILY, *KNOW_NEEDS)
@require_GET
def care_receipt(request: HttpRequest, day: str, fact_id: uuid.UUID) -> HttpResponse:
    """The receipt of a sheet or a conclusion, to keep and to check anywhere."""
    try:
        text = receipt_for(dt.date.fromisoformat(day), fact_id)
    except ValueError as error:
        raise Http404 from error
    except sealing.NotPublished:
        words = {
            "words": _("The receipt is not ready yet."),
            "way": _("It is published in the night after the record."),
        }
        return render(request, "ui/refused.html", words, status=409)
    answer = HttpResponse(text, content_type="application/json; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="receipt-{fact_id}.json"'
    return answer
