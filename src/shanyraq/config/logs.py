"""Structured logs: one JSON line an event, never a name, a number or a body of a request."""

import logging
import logging.config
from typing import Any

import structlog

from shanyraq.config.environment import SettingError

# Keys that could carry a person into a log line; dropped whatever the caller meant.
PERSONAL = frozenset({"name", "iin", "phone", "email", "body", "query", "password", "card", "pin", "text"})


LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")


def without_personal(_logger: Any, _method: str, event: dict[str, Any]) -> dict[str, Any]:
    """Every personal key of the event is replaced by a mark that it was left out."""
    return {key: ("[left out]" if key in PERSONAL else value) for key, value in event.items()}


def configure(options: dict[str, Any]) -> None:
    """Standard logging and structlog both write JSON lines to standard error."""
    level = str(options.get("level", "INFO")).upper()
    if level not in LEVELS:
        raise SettingError("SHANYRAQ_LOG", f"expected one of {', '.join(LEVELS)}, got {level!r}")
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        without_personal,
    ]
    formatter = {
        "()": structlog.stdlib.ProcessorFormatter,
        "foreign_pre_chain": shared,
        "processors": [
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
    }
    logging.config.dictConfig(
        {
            "version": 1,
            "disable_existing_loggers": False,
            "formatters": {"json": formatter},
            "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "json"}},
            "root": {"handlers": ["console"], "level": level},
            # request lines carry paths only through our own middleware; Django's repeats the query
            "loggers": {"django.request": {"level": "ERROR"}, "django.server": {"level": "ERROR"}},
        }
    )
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
