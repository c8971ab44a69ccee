"""Delivery of announced events: at least once in the world, exactly once in our own database.

The handler's writes and the disappearance of its Delivery row are one transaction, so a killed worker leaves either
both or neither. A handler that fails is tried again with growing pauses, then kept aside with its error for a person.
"""

import datetime as dt

import structlog
from django.db import connection, transaction
from django.utils import timezone

from shanyraq.kernel.events.announcing import from_body, handlers_of
from shanyraq.kernel.events.models import Delivery
from shanyraq.kernel.scope import system_scope

ATTEMPTS = 8
log = structlog.get_logger("events")


def pause_after(attempts: int) -> dt.timedelta:
    """2, 4, 8 ... seconds, at most ten minutes."""
    return dt.timedelta(seconds=min(2**attempts, 600))


def deliver(limit: int = 200) -> int:
    """Due deliveries are handed to their handlers, oldest first. Returns how many were tried."""
    due = list(
        Delivery.objects.filter(given_up=False, due_at__lte=timezone.now())
        .order_by("due_at", "id")
        .values_list("id", flat=True)[:limit]
    )
    return sum(_deliver_one(key) for key in due)


def _deliver_one(key: int) -> int:
    try:
        with transaction.atomic():
            rows = Delivery.objects.filter(id=key, given_up=False).select_related("event")
            if connection.features.has_select_for_update_skip_locked:
                rows = rows.select_for_update(skip_locked=True, of=("self",))
            owed = rows.first()
            if owed is None:  # another worker has it
                return 0
            handler = handlers_of(owed.event.name)[owed.handler]
            with system_scope(f"event {owed.event.name}"):
                handler(from_body(owed.event.name, owed.event.body))
            owed.delete()
    except Exception as error:  # the handler's own failure, whatever it is, must not stop the others
        _remember(key, error)
    return 1


def _remember(key: int, error: Exception) -> None:
    with transaction.atomic():
        owed = Delivery.objects.filter(id=key).first()
        if owed is None:
            return
        owed.attempts += 1
        owed.given_up = owed.attempts >= ATTEMPTS
        owed.due_at = timezone.now() + pause_after(owed.attempts)
        owed.error = type(error).__name__
        owed.save(update_fields=["attempts", "given_up", "due_at", "error"])
    log.warning("delivery failed", handler=owed.handler, attempts=owed.attempts, exc_info=error)


def drain(limit: int = 10_000) -> int:
    """For tests, demo loading and shutdown: delivers until nothing is due."""
    tried = 0
    while tried < limit and (now_tried := deliver()):
        tried += now_tried
    return tried
