"""System checks: the triggers stand, and every kind of fact says what is sealed."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error
from django.db import connection

from shanyraq.kernel.facts.models import Fact, fact_models
from shanyraq.kernel.facts.recording import latest_version
from shanyraq.kernel.facts.triggers import missing

BASE_FIELDS = frozenset(field.name for field in Fact._meta.get_fields())


def triggers_stand(app_configs: Sequence[AppConfig] | None, databases: Any = None, **_: Any) -> list[CheckMessage]:
    """Every append-only table has its triggers."""
    if not databases:
        return []
    return [Error(f"the trigger {name} is missing; run migrate", id="facts.E001") for name in missing()]


def database_speaks_utf8(
    app_configs: Sequence[AppConfig] | None, databases: Any = None, **_: Any
) -> list[CheckMessage]:
    """PostgreSQL folds Kazakh letters only under a UTF-8 character type; trigrams of Cyrillic need it."""
    if not databases or connection.vendor != "postgresql":
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT datctype, pg_encoding_to_char(encoding) FROM pg_database WHERE datname = current_database()"
        )
        ctype, encoding = cursor.fetchone()
    if encoding == "UTF8" and ctype.lower().endswith(("utf8", "utf-8")):
        return []
    return [
        Error(f"the database has encoding {encoding} and character type {ctype}; make it with UTF-8", id="facts.E004")
    ]


def streams_are_declared(app_configs: Sequence[AppConfig] | None, **_: Any) -> list[CheckMessage]:
    """Every fact model has a stream of its own, and every column of its own stands in `sealed`."""
    faults: list[CheckMessage] = []
    streams: dict[str, type[Fact]] = {}
    for model in fact_models():
        if model.stream in streams:
            faults.append(Error(f"the stream {model.stream!r} is taken", obj=model, id="facts.E002"))
        streams[model.stream] = model
        own = {f.attname for f in model._meta.concrete_fields if f.name not in BASE_FIELDS}
        if unsealed := own - set(model.later.get(latest_version(model), model.sealed)):
            faults.append(Error(f"columns not sealed: {sorted(unsealed)}", obj=model, id="facts.E003"))
    return faults
