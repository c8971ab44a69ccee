"""Seals over new facts, chained for each organisation and stream, and the daily publication over all of them."""

from django.db import models

from shanyraq.kernel.sealing import chain
from shanyraq.kernel.uuid7 import new_id


class Seal(models.Model):
    """One Merkle tree over the facts that waited. Leaves stand in the order of their ids.

    `keys` holds 20 bytes a leaf (id, day ordinal), `leaves` 32 bytes a leaf (the facts' digests), `upper` the inner
    nodes a proof needs: blobs instead of a row a fact, so that sealing costs microseconds and a proof reads one row.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation_id = models.UUIDField()
    stream = models.CharField(max_length=30)
    sequence = models.PositiveBigIntegerField()
    total_before = models.PositiveBigIntegerField()
    count = models.PositiveIntegerField()
    first_id = models.UUIDField()
    last_id = models.UUIDField()
    first_day = models.DateField()
    last_day = models.DateField()
    keys = models.BinaryField()
    leaves = models.BinaryField()
    upper = models.BinaryField()
    root = models.BinaryField(max_length=32)
    previous = models.BinaryField(max_length=32)
    hash = models.BinaryField(max_length=32)
    sealed_at = models.DateTimeField()

    shared = "digests only; opened through the facts they seal"
    append_only = True

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation_id", "stream", "sequence"], name="seal_chain"),
        ]
        indexes = [models.Index(fields=["organisation_id", "stream", "last_id"], name="seal_lookup")]

    def __str__(self) -> str:
        return f"{self.stream} {self.sequence}"

    def link(self) -> chain.Seal:
        """This seal as a link of its chain."""
        return chain.Seal(
            previous=bytes(self.previous),
            organisation_id=self.organisation_id,
            stream=self.stream,
            sequence=self.sequence,
            count=self.count,
            total_before=self.total_before,
            root=bytes(self.root),
            first_day=self.first_day,
            last_day=self.last_day,
            sealed_at=self.sealed_at,
        )


class Unpublished(models.Model):
    """A seal that waits for the next publication; the row goes when it is published."""

    seal = models.OneToOneField(Seal, on_delete=models.PROTECT, primary_key=True)

    shared = "the machine's own list of what is still to be published"

    def __str__(self) -> str:
        return str(self.seal_id)


class Publication(models.Model):
    """One published root over all seals made since the one before. Anybody may keep a copy of it."""

    number = models.PositiveIntegerField(primary_key=True)
    day = models.DateField()
    seal_count = models.PositiveIntegerField()
    root = models.BinaryField(max_length=32)
    previous = models.BinaryField(max_length=32)
    hash = models.BinaryField(max_length=32)
    published_at = models.DateTimeField()

    shared = "published for everybody"
    append_only = True

    def __str__(self) -> str:
        return f"{self.day} {bytes(self.hash).hex()}"

    def link(self) -> chain.Publication:
        """This publication as a link of its chain."""
        return chain.Publication(
            previous=bytes(self.previous),
            number=self.number,
            day=self.day,
            root=bytes(self.root),
            seal_count=self.seal_count,
        )


class PublishedSeal(models.Model):
    """Where a seal stands in the tree of its publication."""

    seal = models.OneToOneField(Seal, on_delete=models.PROTECT, primary_key=True, related_name="published")
    publication = models.ForeignKey(Publication, on_delete=models.PROTECT, related_name="seals")
    index = models.PositiveIntegerField()

    shared = "published for everybody"
    append_only = True

    class Meta:
        constraints = [models.UniqueConstraint(fields=["publication", "index"], name="published_place")]

    def __str__(self) -> str:
        return f"{self.publication_id}/{self.index}"
