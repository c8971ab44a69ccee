"""Ids and moments that come back from a page."""

import datetime as dt
import uuid

from django.http import Http404


def named(text: str | None) -> uuid.UUID:
    """The id a form has sent; 404 where it is none, as for a thing that is not there."""
    try:
        return uuid.UUID(text or "")
    except ValueError:
        raise Http404 from None


def moment(text: str | None) -> dt.datetime | None:
    """The moment of a "show older" link; None where it is missing or is not one."""
    try:
        found = dt.datetime.fromisoformat(text or "")
    except ValueError:
        return None
    return found if found.tzinfo else None
