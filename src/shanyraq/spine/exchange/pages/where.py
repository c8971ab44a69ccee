"""At which of the person's schools the desk stands, and the file that is being asked about."""

import uuid

from django.http import Http404, HttpRequest

from shanyraq.kernel.scope import current_scope
from shanyraq.spine.exchange.gateways.uploads import Upload, upload_of
from shanyraq.spine.registry import api as registry


def own_school() -> uuid.UUID:
    """The organisation whose register this person keeps; the first, where there are several."""
    kept = sorted(current_scope().at(*registry.KEEPERS))
    if not kept:
        raise Http404
    return kept[0]


def own_upload(request: HttpRequest) -> Upload:
    """The kept file that the address names."""
    found = upload_of(request.GET.get("file", ""), organisations=set(current_scope().at(*registry.KEEPERS)))
    if found is None:
        raise Http404
    return found
