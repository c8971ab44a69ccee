"""Refusals become pages in words: Hidden is 404, Conflict 409, Denied 403; for HTMX a fragment of the same words."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from shanyraq.kernel.actions.api import Conflict, Denied, Hidden


class DeniedMiddleware:
    """Stands innermost, so that a refusal raised by an act or a query reaches the person as words."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, Hidden):
            raise Http404
        if not isinstance(error, Denied):
            return None
        status = 409 if isinstance(error, Conflict) else 403
        template = "ui/refused_part.html" if request.headers.get("HX-Request") else "ui/refused.html"
        return render(request, template, {"words": error.words, "way": error.way}, status=status)
