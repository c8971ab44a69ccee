"""Events announce facts across groups. An event is a frozen dataclass of ids, named in the past tense."""

import dataclasses
import datetime as dt
import uuid
from collections.abc import Callable
from enum import Enum
from typing import Any, TypeVar, dataclass_transform, get_type_hints

from django.db import transaction
from django.utils import timezone

from shanyraq.kernel.events.models import Delivery, OutboxEvent
from shanyraq.kernel.inserts import insert_values, stored_fields
from shanyraq.kernel.uuid7 import new_ids

Handler = Callable[[Any], None]
H = TypeVar("H", bound=Handler)
E = TypeVar("E")
_events: dict[str, type[Any]] = {}
_handlers: dict[str, dict[str, Handler]] = {}
_archive_only: set[str] = set()


@dataclass_transform(frozen_default=True, kw_only_default=True)
def event(cls: type[E]) -> type[E]:
    """Declares an event: frozen, keyword-only, known by its class name, which is unique in the house."""
    made = dataclasses.dataclass(frozen=True, kw_only=True, slots=True)(cls)
    if made.__name__ in _events and _events[made.__name__].__module__ != made.__module__:
        raise ValueError(f"two events are called {made.__name__}")
    _events[made.__name__] = made
    return made


def archive_only(cls: type[E]) -> type[E]:
    """Says of an event that nobody needs to hear it now: it is kept for later modules."""
    _archive_only.add(cls.__name__)
    return cls


def subscribe(cls: type[Any]) -> Callable[[H], H]:
    """Subscribes a handler. Only flows and insight subscribe; a handler is idempotent by the event's ids."""

    def register(handler: H) -> H:
        name = f"{handler.__module__.removeprefix('shanyraq.')}.{handler.__name__}"
        _handlers.setdefault(cls.__name__, {})[name] = handler
        return handler

    return register


def handlers_of(name: str) -> dict[str, Handler]:
    return _handlers.get(name, {})


def unheard() -> list[str]:
    """Events that no handler hears and that nobody declared archive-only."""
    return sorted(name for name in _events if name not in _handlers and name not in _archive_only)


def announce(*happened: Any) -> None:
    """The events stand in the outbox and their deliveries are owed, if and only if this transaction commits."""
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("events are announced inside an action")
    now = timezone.now()
    ids, names = new_ids(len(happened)), [type(one).__name__ for one in happened]
    insert_values(OutboxEvent, [ids, names, [plain(one) for one in happened], [now] * len(happened)])
    owed = [(made, handler) for made, name in zip(ids, names, strict=True) for handler in handlers_of(name)]
    if owed:
        events, handlers = zip(*owed, strict=True)
        columns = {"event_id": events, "handler": handlers, "due_at": [now] * len(owed)}
        still = {"attempts": 0, "given_up": False, "error": ""}
        names = [field.attname for field in stored_fields(Delivery)]
        insert_values(Delivery, [columns.get(name) or [still[name]] * len(owed) for name in names])


def plain(happened: Any) -> dict[str, Any]:
    """The event's fields by name; ids and times become text where they are stored."""
    return {field.name: getattr(happened, field.name) for field in dataclasses.fields(happened)}


def from_body(name: str, body: dict[str, Any]) -> Any:
    """The event again, its ids and times typed as declared."""
    cls = _events[name]
    hints = get_type_hints(cls)
    return cls(**{key: _typed(hints[key], value) for key, value in body.items() if key in hints})


def _typed(hint: Any, value: Any) -> Any:
    if value is None:
        return None
    arguments = [a for a in getattr(hint, "__args__", ()) if a is not type(None) and a is not Ellipsis]
    origin = getattr(hint, "__origin__", None)
    if origin in (tuple, list, frozenset):
        return origin(_typed(arguments[0], item) for item in value)
    if arguments and origin is None:  # X | None
        return _typed(arguments[0], value)
    if hint is uuid.UUID:
        return uuid.UUID(value)
    if hint is dt.datetime:
        return dt.datetime.fromisoformat(value)
    if hint is dt.date:
        return dt.date.fromisoformat(value)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return hint(value)
    return value
