"""The sealing job: what waits becomes a tree in its chain; at night all new seals are published under one root."""

import datetime as dt
import uuid
from collections.abc import Iterable

from django.db import connection, transaction

from shanyraq.kernel import clock
from shanyraq.kernel.facts.models import PendingSeal
from shanyraq.kernel.sealing import chain
from shanyraq.kernel.sealing.models import Publication, PublishedSeal, Seal, Unpublished
from shanyraq.kernel.sealing.tree import Tree

ENTRY = 52
ID, KEY = 16, 20
CHUNK = 2_000
"""Pending writes taken into one seal at most."""


def seal_everything() -> int:
    """Nothing waits any more. Returns the number of facts sealed."""
    waiting = PendingSeal.objects.order_by().values_list("organisation_id", "stream").distinct()
    return sum(seal_stream(organisation, stream) for organisation, stream in list(waiting))


def seal_stream(organisation_id: uuid.UUID, stream: str) -> int:
    """The waiting facts of one chain are sealed, CHUNK writes at a time. Returns their number."""
    sealed = 0
    while count := _seal_once(organisation_id, stream):
        sealed += count
    return sealed


@transaction.atomic
def _seal_once(organisation_id: uuid.UUID, stream: str) -> int:
    _one_sealer(organisation_id, stream)
    rows = PendingSeal.objects.filter(organisation_id=organisation_id, stream=stream).order_by("id")[:CHUNK]
    waiting = list(rows.values_list("id", "entries"))
    if not waiting:
        return 0
    entries = sorted(_entries(bytes(blob) for _id, blob in waiting))
    seal = _make(organisation_id, stream, entries)
    seal.save(force_insert=True)
    Unpublished.objects.create(seal=seal)
    PendingSeal.objects.filter(id__in=[row_id for row_id, _blob in waiting]).delete()
    return len(entries)


def _one_sealer(organisation_id: uuid.UUID, stream: str) -> None:
    """Two sealers of one chain wait for each other. On SQLite the immediate transaction does that already."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"{stream}/{organisation_id}"])


def _entries(blobs: Iterable[bytes]) -> Iterable[bytes]:
    for blob in blobs:
        for start in range(0, len(blob), ENTRY):
            yield blob[start : start + ENTRY]


def _make(organisation_id: uuid.UUID, stream: str, entries: list[bytes]) -> Seal:
    before = Seal.objects.filter(organisation_id=organisation_id, stream=stream).order_by("-sequence").first()
    leaves = b"".join([entry[KEY:] for entry in entries])
    tree = Tree(leaves)
    days = [entry[ID:KEY] for entry in entries]
    link = chain.next_seal(
        before.link() if before else None,
        organisation_id=organisation_id,
        stream=stream,
        count=len(entries),
        root=tree.root,
        days=(_day(min(days)), _day(max(days))),
        sealed_at=max(clock.now(), before.sealed_at) if before else clock.now(),
    )
    return Seal(
        organisation_id=organisation_id,
        stream=stream,
        sequence=link.sequence,
        total_before=link.total_before,
        count=link.count,
        first_id=uuid.UUID(bytes=entries[0][:ID]),
        last_id=uuid.UUID(bytes=entries[-1][:ID]),
        first_day=link.first_day,
        last_day=link.last_day,
        keys=b"".join([entry[:KEY] for entry in entries]),
        leaves=leaves,
        upper=tree.upper(),
        root=link.root,
        previous=link.previous,
        hash=link.hash,
        sealed_at=link.sealed_at,
    )


def _day(ordinal: bytes) -> dt.date:
    return dt.date.fromordinal(int.from_bytes(ordinal))


@transaction.atomic
def publish(day: dt.date | None = None) -> Publication | None:
    """All seals made since the last publication stand under one new root. None where there is nothing new."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext('publication'))")
    seals = list(Seal.objects.filter(id__in=Unpublished.objects.values("seal")))
    if not seals:
        return None
    before = Publication.objects.order_by("-number").first()
    on = max(day or clock.today(), before.day) if before else day or clock.today()
    by_hash = {bytes(seal.hash): seal for seal in seals}
    ordered = chain.in_order(seal.link() for seal in seals)
    link = chain.publish(before.link() if before else None, day=on, seals=ordered)
    made = Publication.objects.create(
        number=link.number,
        day=link.day,
        seal_count=link.seal_count,
        root=link.root,
        previous=link.previous,
        hash=link.hash,
        published_at=clock.now(),
    )
    PublishedSeal.objects.bulk_create(
        PublishedSeal(seal=by_hash[item.hash], publication=made, index=index) for index, item in enumerate(ordered)
    )
    Unpublished.objects.filter(seal__in=seals).delete()
    return made
