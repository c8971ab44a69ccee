"""A file between being brought and being read: kept on the server, so that nobody has to choose it twice."""

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from django.core import signing
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils.translation import gettext as _

from shanyraq.kernel.actions.api import Denied

SALT = "exchange.upload"
LASTS = dt.timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class Upload:
    """A kept file: whose, under which name, and what was said of its sheets."""

    organisation_id: uuid.UUID
    id: str
    filename: str
    kinds: Mapping[str, str] = field(default_factory=dict)

    @property
    def path(self) -> str:
        return f"exchange/{self.organisation_id}/{self.id}"

    @property
    def token(self) -> str:
        """What a page carries: signed, so that nobody makes one up."""
        told = {"at": str(self.organisation_id), "id": self.id, "name": self.filename, "kinds": dict(self.kinds)}
        return signing.dumps(told, salt=SALT, compress=True)

    def explained(self, kinds: Mapping[str, str]) -> "Upload":
        return replace(self, kinds={**self.kinds, **kinds})

    def data(self) -> bytes:
        """The file. Raises Denied where it is kept no longer."""
        try:
            with default_storage.open(self.path) as handle:
                return bytes(handle.read())
        except FileNotFoundError as error:
            raise Denied(_("The file is kept no longer."), way=_("Bring it once more.")) from error

    def forget(self) -> None:
        default_storage.delete(self.path)


def keep(data: bytes, filename: str, *, organisation_id: uuid.UUID, kind: str, now: dt.datetime) -> Upload:
    """The file is kept until it is read; what was left lying longer than it may be is gone."""
    upload = Upload(organisation_id, uuid.uuid4().hex, filename[:200], {"": kind} if kind else {})
    _sweep(organisation_id, now)
    default_storage.save(upload.path, ContentFile(data))
    return upload


def upload_of(token: str, *, organisations: frozenset[uuid.UUID] | set[uuid.UUID]) -> Upload | None:
    """The upload that the token names; None where it is none of ours, too old, or of another organisation."""
    try:
        told = signing.loads(token, salt=SALT, max_age=LASTS)
    except signing.BadSignature:
        return None
    upload = Upload(uuid.UUID(told["at"]), told["id"], told["name"], told["kinds"])
    return upload if upload.organisation_id in organisations else None


def _sweep(organisation_id: uuid.UUID, now: dt.datetime) -> None:
    folder = f"exchange/{organisation_id}"
    try:
        names = default_storage.listdir(folder)[1]
    except FileNotFoundError:
        return
    for name in names:
        if now - default_storage.get_modified_time(f"{folder}/{name}") > LASTS:
            default_storage.delete(f"{folder}/{name}")
