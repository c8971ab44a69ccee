"""Where the number of open questions opens."""

import datetime as dt
from urllib.parse import urlencode

from django.urls import reverse

from shanyraq.kernel.figures.api import Place

CODE = "questions"


def door(place: Place, day: dt.date) -> str:
    """The address at which the number opens at this place."""
    return f"{reverse('figure', args=[CODE])}?{urlencode({'level': place.level, 'place': place.key, 'day': day})}"
