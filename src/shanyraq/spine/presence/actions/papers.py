"""Pictures of medical documents: kept under a name nobody can guess, outside every public folder, and dropped again."""

import hashlib
import uuid

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils.translation import gettext_lazy as _

from shanyraq.kernel.actions.api import Denied
from shanyraq.spine.presence.gateways.papers import kind_of

LARGEST = 5 * 1024 * 1024


def keep_paper(data: bytes, *, organisation_id: uuid.UUID) -> tuple[str, str]:
    """(path, digest) of the kept document. Raises Denied for another kind of file or one that is too large."""
    if len(data) > LARGEST:
        raise Denied(_("The file is larger than 5 MB."), way=_("Take the picture once more, smaller."), field="paper")
    if not kind_of(data):
        raise Denied(_("This is no picture and no PDF."), way=_("Bring a JPEG, a PNG or a PDF."), field="paper")
    path = f"presence/papers/{organisation_id}/{uuid.uuid4().hex}"
    return default_storage.save(path, ContentFile(data)), hashlib.sha256(data).hexdigest()


def drop_paper(path: str) -> None:
    default_storage.delete(path)
