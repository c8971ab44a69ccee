"""The exports that the reader asked for."""

import datetime as dt
import uuid
from dataclasses import dataclass

from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from shanyraq.kernel import clock
from shanyraq.kernel.scope import current_scope
from shanyraq.kernel.text import dates
from shanyraq.spine.exchange.models import Export
from shanyraq.spine.registry import api as registry

SHOWN = 20
TONES = {"waiting": "info", "ready": "good", "failed": "care", "gone": "quiet"}


@dataclass(frozen=True, slots=True)
class ExportRow:
    """One export as its page shows it."""

    id: uuid.UUID
    title: str
    state: str
    words: str
    tone: str
    note: str


@dataclass(frozen=True, slots=True)
class ExportsPage:
    """What may be taken away, and what has been asked for."""

    organisations: tuple[registry.OrganisationRow, ...]
    rows: tuple[ExportRow, ...]
    waits: bool


def exports_page(*, keepers: tuple[str, ...]) -> ExportsPage:
    """The reader's organisations and the latest exports. Four queries at most."""
    kept = registry.organisations(current_scope().at(*keepers))
    rows = tuple(_row(each) for each in _latest())
    return ExportsPage(tuple(kept), rows, any(row.state == Export.State.WAITING for row in rows))


def exports_about(person_id: uuid.UUID) -> ExportsPage:
    """The same for one person."""
    rows = tuple(_row(each) for each in _latest(person=person_id))
    return ExportsPage((), rows, any(row.state == Export.State.WAITING for row in rows))


def _latest(**about: uuid.UUID) -> list[Export]:
    rows = Export.objects.filter(**about).select_related("organisation", "person").order_by("-asked_at", "-id")
    return list(rows[:SHOWN])


def export_to_take(export_id: uuid.UUID, *, now: dt.datetime) -> Export | None:
    """The export of this id whose file may be taken now; None where it is another's, not ready or out of date."""
    ready = Export.objects.filter(state=Export.State.READY, expires_at__gt=now)
    return ready.filter(id=export_id).select_related("organisation", "person").first()


def about(export: Export) -> str:
    """Of whom it is."""
    return str(export.person or export.organisation)


def _row(export: Export) -> ExportRow:
    language = get_language() or "kk"
    asked = dates.moment(export.asked_at.astimezone(clock.ZONE), language=language)
    note = asked
    if export.state == Export.State.READY and export.expires_at and export.size is not None:
        until = dates.moment(export.expires_at.astimezone(clock.ZONE), language=language)
        size = max(1, export.size // 1024)
        note = _("%(size)s KB, can be taken until %(until)s") % {"size": size, "until": until}
    return ExportRow(
        id=export.id,
        title=f"{capfirst(str(export.get_kind_display()))} · {about(export)}",
        state=export.state,
        words=str(export.get_state_display()),
        tone=TONES[export.state],
        note=note,
    )
