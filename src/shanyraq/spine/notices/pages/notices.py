"""A person's own notices."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from shanyraq.kernel.actions.api import Hidden
from shanyraq.kernel.pages import page
from shanyraq.kernel.scope import current_scope
from shanyraq.spine.notices.actions.sending import mark_read
from shanyraq.spine.notices.queries.reading import notices_of


@page("*")
@require_http_methods(["GET", "POST"])
def notices(request: HttpRequest) -> HttpResponse:
    """The list, newest first; POST counts them all as read."""
    person = current_scope().person_id
    if person is None:
        raise Hidden("no person")
    if request.method == "POST":
        mark_read(person_id=person)
        return redirect("notices")
    rows = notices_of(person, limit=60)
    return render(
        request,
        "notices/notices.html",
        {"rows": rows, "fresh": [row for row in rows if not row.read_at and not row.held]},
    )
