"""A fact: what somebody witnessed, written once, digested at once, sealed soon, never changed."""

import datetime as dt
import uuid
from typing import Any, ClassVar

from django.db import models

from shanyraq.kernel.scope import ActorKind
from shanyraq.kernel.scope.queries import ScopedManager
from shanyraq.kernel.uuid7 import new_id

ACTORS = [(kind.value, kind.value) for kind in ActorKind]


class Fact(models.Model):
    """The abstract fact.

    Columns hold keys and codes only. Free words and anything personal go into the payload, which stands in the
    companion row and can be forgotten by an order while the digest stays. The big fact tables are partitioned by
    `day` on PostgreSQL, so nothing has a foreign key to a fact and every unique key contains the day.
    """

    pk = models.CompositePrimaryKey("day", "id")
    id = models.UUIDField(default=new_id, editable=False)
    day = models.DateField()
    happened_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    actor_kind = models.CharField(max_length=8, choices=ACTORS)
    actor_id = models.UUIDField(null=True)
    organisation_id = models.UUIDField()
    supersedes_day = models.DateField(null=True)
    supersedes_id = models.UUIDField(null=True)
    payload_digest = models.BinaryField(max_length=32, null=True)
    schema_version = models.PositiveSmallIntegerField(default=1)
    digest = models.BinaryField(max_length=32)

    objects = ScopedManager()

    stream: ClassVar[str]
    """The name of the stream in which facts of this kind are sealed; one word, for ever."""
    sealed: ClassVar[tuple[str, ...]]
    """The model's own columns in the order of version 1 of its canonical bytes. Never reordered, never extended."""
    later: ClassVar[dict[int, tuple[str, ...]]] = {}
    """The own columns of later versions. A column added later makes a version here; old rows keep theirs."""
    append_only: ClassVar[bool] = True

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.stream} {self.id}"

    @property
    def supersedes(self) -> tuple[dt.date, uuid.UUID] | None:
        return (self.supersedes_day, self.supersedes_id) if self.supersedes_id and self.supersedes_day else None


class Companion(models.Model):
    """The salts and the personal payload of one fact. Its one permitted change is `forget`.

    Two salts: forgetting takes the payload and its salt, so that nobody can guess the words back from their digest,
    while the fact's own salt stays, so that its columns remain guarded.
    """

    pk = models.CompositePrimaryKey("day", "id")
    id = models.UUIDField(editable=False)
    day = models.DateField()
    organisation_id = models.UUIDField()
    salt = models.BinaryField(max_length=16)
    payload_salt = models.BinaryField(max_length=16, null=True)
    payload = models.TextField(null=True)  # noqa: DJ001 - forgotten is not empty
    forgotten_by = models.UUIDField(null=True)

    objects = ScopedManager()
    forget_only: ClassVar[bool] = True

    def __str__(self) -> str:
        return f"companion of {self.id}"


class Forgetting(Fact):
    """An order to forget the payload of one fact; its ground stands in its own payload."""

    fact_stream = models.CharField(max_length=30)
    fact_day = models.DateField()
    fact_id = models.UUIDField()

    stream = "forgettings"
    sealed = ("fact_stream", "fact_day", "fact_id")

    class Meta:
        indexes = [models.Index(fields=["fact_id"], name="forgetting_fact")]


class Claim(models.Model):
    """A key that may be taken once: an intake key of a device, or the place of a fact's one successor."""

    key = models.BinaryField(primary_key=True, max_length=32)
    fact_id = models.UUIDField()
    fact_day = models.DateField()

    shared = "opaque digests; no rows are shown from here"

    def __str__(self) -> str:
        return bytes(self.key).hex()


class PendingSeal(models.Model):
    """Facts that wait for their seal, one row a write: 52 bytes each (id, day ordinal, digest)."""

    organisation_id = models.UUIDField()
    stream = models.CharField(max_length=30)
    entries = models.BinaryField()

    shared = "opaque digests; no rows are shown from here"

    class Meta:
        indexes = [models.Index(fields=["organisation_id", "stream"], name="pending_stream")]

    def __str__(self) -> str:
        return f"{self.stream} +{len(bytes(self.entries)) // 52}"


def fact_models() -> list[type[Fact]]:
    """Every concrete kind of fact in the house, by stream."""
    from django.apps import apps

    kinds = [model for model in apps.get_models() if issubclass(model, Fact)]
    return sorted(kinds, key=lambda model: model.stream)


def model_of(stream: str) -> type[Fact]:
    """The fact model sealed in this stream. Raises KeyError for an unknown one."""
    return {model.stream: model for model in fact_models()}[stream]


Payload = dict[str, Any]
