"""A ticket for the live stream, for the person who is signed in."""

from django.conf import settings
from django.http import HttpRequest, JsonResponse

from shanyraq.kernel import clock
from shanyraq.kernel.pages import page
from shanyraq.kernel.scope import current_scope
from shanyraq.spine.notices.live.tickets import issue


@page("*")
def ticket(request: HttpRequest) -> JsonResponse:
    """{ticket, url, now}: the page opens the stream at once; the ticket is worthless after a minute.

    `now` is the school's moment, so that "as of" agrees with a demonstration's own clock.
    """
    said = {"ticket": issue(current_scope()), "url": settings.LIVE_URL, "now": clock.now().isoformat()}
    answer = JsonResponse(said)
    answer["Cache-Control"] = "no-store"
    return answer
