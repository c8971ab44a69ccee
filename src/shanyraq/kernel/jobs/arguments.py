"""Arguments of jobs: JSON in the queue, typed again in the function. Ids and days, never people's data."""

import datetime as dt
import inspect
import uuid
from collections.abc import Callable, Mapping
from typing import Any, get_args, get_origin, get_type_hints

PLAIN = (str, int, float, bool, type(None))


def to_json(value: Any) -> Any:
    """The value as JSON carries it. Raises TypeError for anything that JSON cannot carry and give back."""
    if isinstance(value, PLAIN):
        return value
    if isinstance(value, uuid.UUID):
        return str(value)
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return [to_json(part) for part in value]
    raise TypeError(f"a job takes ids, days and plain values, not {type(value).__name__}")


def checked(function: Callable[..., Any], arguments: Mapping[str, Any]) -> dict[str, Any]:
    """The arguments as JSON. Raises TypeError at once where the function would refuse them later."""
    inspect.signature(function).bind(**arguments)
    return {name: to_json(value) for name, value in arguments.items()}


def restored(function: Callable[..., Any], stored: Mapping[str, Any]) -> dict[str, Any]:
    """The arguments again, of the types the function declares."""
    hints = get_type_hints(function)
    return {name: _typed(hints.get(name), value) for name, value in stored.items()}


def _typed(hint: Any, value: Any) -> Any:
    if isinstance(value, list):
        inner = next(iter(get_args(hint)), None)
        parts = [_typed(inner, part) for part in value]
        return tuple(parts) if get_origin(hint) is tuple else parts
    for wanted in (hint, *get_args(hint)):
        if wanted is uuid.UUID and isinstance(value, str):
            return uuid.UUID(value)
        if wanted in (dt.date, dt.datetime) and isinstance(value, str):
            return wanted.fromisoformat(value)
    return value
