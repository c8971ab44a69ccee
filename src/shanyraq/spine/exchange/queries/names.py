"""Under which names another system knows rows of ours."""

import uuid
from collections.abc import Collection

from shanyraq.spine.exchange.models import SourceKey

NAMED = ("organisation", "group", "person")
"""What bears a name of its own in a hand-over; posts, stays and loads are named by our ids."""


def names_given(source: str, organisation_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, str]:
    """Our row -> its key in that system, as the files of these organisations and the region's have told. One query."""
    rows = SourceKey.objects.filter(source=source, kind__in=NAMED)
    here = rows.filter(organisation__in=organisation_ids) | rows.filter(organisation=None)
    return dict(here.values_list("target", "key"))
