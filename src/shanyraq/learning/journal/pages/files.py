"""Files beside a homework: put there by the teacher, taken by the class and its families."""

import uuid

from django.contrib import messages
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from shanyraq.kernel.actions.api import Denied, Hidden
from shanyraq.kernel.pages import page
from shanyraq.learning.journal.actions.files import MEGABYTE, attach_file, withdraw_file
from shanyraq.learning.journal.policies import WRITERS
from shanyraq.learning.journal.queries.files import file_to_take

MOST_READ = 64 * MEGABYTE
"""Nothing bigger is even read; the house's own limit is a dated setting."""


@page(*WRITERS)
@require_POST
def lesson_files(request: HttpRequest, lesson_id: uuid.UUID) -> HttpResponse:
    """A file is put beside the homework (`file`), or taken away (`withdraw`)."""
    brought = request.FILES.get("file")
    try:
        if brought is not None and (brought.size or 0) <= MOST_READ:
            attach_file(lesson_id=lesson_id, name=brought.name or "", data=brought.read())
            messages.success(request, _("The file stands beside the homework."))
        elif brought is not None:
            messages.error(request, _("The file is too big."))
        else:
            withdraw_file(file_id=_id(str(request.POST.get("withdraw", ""))))
            messages.success(request, _("The file is taken away."))
    except Hidden:
        raise
    except Denied as refusal:
        messages.error(request, f"{refusal.words} {refusal.way}".strip())
    return HttpResponseRedirect(f"{reverse('lesson', args=[lesson_id])}#homework")


def _id(text: str) -> uuid.UUID:
    try:
        return uuid.UUID(text)
    except ValueError as error:
        raise Http404 from error


@page("*")
@require_GET
@never_cache
def homework_file(request: HttpRequest, file_id: uuid.UUID) -> HttpResponseBase:
    """The file, always as a download: nothing that was brought runs in the house's name."""
    row = file_to_take(file_id)
    if row is None or not default_storage.exists(row.path):
        raise Http404
    answer = FileResponse(default_storage.open(row.path), as_attachment=True, filename=row.name)
    answer["Content-Type"] = "application/octet-stream"
    answer["Cache-Control"] = "private, no-store"
    answer["Content-Security-Policy"] = "sandbox"
    return answer
