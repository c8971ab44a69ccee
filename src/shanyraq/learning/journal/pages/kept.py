"""What a device may keep of the register, for a day without a network."""

from django.http import HttpResponse

from shanyraq.kernel.scope import current_scope

KEPT_FOR = "X-Kept-For"


def kept_for_reader(answer: HttpResponse) -> HttpResponse:
    """The page may stay on this device in the reader's own drawer, which signing out empties."""
    person = current_scope().person_id
    if person and answer.status_code == 200:
        answer[KEPT_FOR] = str(person)
        answer["Cache-Control"] = "private, no-store"
    return answer
