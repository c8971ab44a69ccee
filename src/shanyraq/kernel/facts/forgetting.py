"""Forgetting: the words of a fact go, by an order that is itself a sealed fact; its digest and keys stay."""

import datetime as dt
import uuid
from collections.abc import Sequence

from django.db import transaction

from shanyraq.kernel.facts.models import Companion, Fact, Forgetting
from shanyraq.kernel.facts.recording import record


@transaction.atomic
def forget(facts: Sequence[Fact], *, ground: str) -> list[uuid.UUID]:
    """The payloads of these facts are gone. Returns the ids of the orders; raises ValueError without a ground."""
    if not ground.strip():
        raise ValueError("forgetting needs a ground")
    orders = record(
        [
            Forgetting(
                organisation_id=fact.organisation_id,
                fact_stream=type(fact).stream,
                fact_day=fact.day,
                fact_id=fact.id,
            )
            for fact in facts
        ],
        payloads=[{"ground": ground}] * len(facts),
    )
    for fact, order in zip(facts, orders, strict=True):
        companion = Companion.objects.filter(day=fact.day, id=fact.id, forgotten_by=None)
        companion.update(payload=None, payload_salt=None, forgotten_by=order.id)
    return [order.id for order in orders]


def orders_for(fact_ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, tuple[uuid.UUID, dt.date]]:
    """The order that names each of these facts: order id by fact id, with the fact's day it speaks of."""
    rows = Forgetting.objects.filter(fact_id__in=fact_ids).values_list("fact_id", "id", "fact_day")
    return {fact_id: (order, day) for fact_id, order, day in rows}
