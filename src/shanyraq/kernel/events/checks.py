"""System check: every event is heard by somebody or declared archive-only."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error

from shanyraq.kernel.events.announcing import unheard


def every_event_is_heard(app_configs: Sequence[AppConfig] | None, **_: Any) -> list[CheckMessage]:
    return [
        Error(f"nobody hears {name}; subscribe a flow or declare it archive_only", id="events.E001")
        for name in unheard()
    ]
