"""A ticket for the live stream, for the person who is signed in."""

from django.conf import settings
from django.http import HttpRequest, JsonResponse

from shanyraq.kernel.pages import page
from shanyraq.kernel.scope import current_scope
from shanyraq.spine.notices.live.tickets import issue


@page("*")
def ticket(request: HttpRequest) -> JsonResponse:
    """{ticket, url}: the page opens the stream at once; the ticket is worthless after a minute."""
    answer = JsonResponse({"ticket": issue(current_scope()), "url": settings.LIVE_URL})
    answer["Cache-Control"] = "no-store"
    return answer
