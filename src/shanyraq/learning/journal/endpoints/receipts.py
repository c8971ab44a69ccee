"""The receipt of one mark, for the family and the staff who see it: a file that checks anywhere, without us."""

import datetime as dt
import uuid

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from shanyraq.kernel.pages import page
from shanyraq.kernel.sealing import api as sealing
from shanyraq.learning.journal.queries.receipts import receipt_for_mark


@page("*")
@require_GET
def mark_receipt(request: HttpRequest, day: str, mark_id: uuid.UUID) -> HttpResponse:
    """The file, or words that say when it will be there."""
    try:
        when = dt.date.fromisoformat(day)
    except ValueError as error:
        raise Http404 from error
    try:
        text = receipt_for_mark(when, mark_id)
    except sealing.NotPublished:
        words = _("This mark is stored; its receipt is published with the day's seal, tomorrow morning at the latest.")
        way = _("Come back tomorrow and download it then.")
        return render(request, "ui/refused.html", {"words": words, "way": way}, status=409)
    answer = HttpResponse(text, content_type="application/json; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="receipt-{when}-{mark_id.hex[-8:]}.json"'
    answer["Cache-Control"] = "no-store"
    return answer
