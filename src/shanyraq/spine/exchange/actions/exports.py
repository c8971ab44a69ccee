"""Exports are asked for, made, and taken away again when their days are over."""

import datetime as dt
import hashlib
import tempfile
import uuid
from collections.abc import Iterable
from typing import IO, Any

from django.core.files import File
from django.core.files.storage import default_storage
from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _

from shanyraq.kernel import clock
from shanyraq.kernel.actions.api import Denied, action
from shanyraq.kernel.scope import Scope, current_scope, use_scope
from shanyraq.kernel.sealing import api as sealing
from shanyraq.spine.access import api as access
from shanyraq.spine.exchange.gateways.archives import write_export
from shanyraq.spine.exchange.gateways.oneroster import Roster, write_oneroster
from shanyraq.spine.exchange.models import Export
from shanyraq.spine.exchange.policies import may_ask_export, only_the_machine
from shanyraq.spine.exchange.queries.exporters import Holding, holdings
from shanyraq.spine.exchange.queries.exports import about
from shanyraq.spine.registry import api as registry

KEPT = dt.timedelta(days=3)
MOST_WAITING = 3
AT_ONCE = 10
LOOKED_AT = "export"


@action(may=may_ask_export)
def ask_export(*, kind: str, subject_id: uuid.UUID) -> uuid.UUID:
    """The export waits to be collected; only who asked may take it. A look at a child is written down."""
    if Export.objects.filter(state=Export.State.WAITING).count() >= MOST_WAITING:
        raise Denied(
            _("Several exports are being collected for you already."),
            way=_("Wait until they are ready, then ask for the next one."),
        )
    of_person = kind == Export.Kind.PERSON
    export = Export.objects.create(
        kind=kind,
        person_id=subject_id if of_person else None,
        organisation_id=None if of_person else subject_id,
        asked_by=current_scope().user_id,
        asked_at=clock.now(),
        language=get_language() or "kk",
    )
    return export.id


def collect_waiting() -> int:
    """Every export that waits is ready, or said to have failed. Safe to be killed and run again."""
    waiting = Export.objects.filter(state=Export.State.WAITING).order_by("asked_at")[:AT_ONCE]
    for export in list(waiting.select_related("organisation", "person")):
        _collect(export)
    return len(waiting)


def _collect(export: Export) -> None:
    """Made within the scope that whoever asked has now: a right that ended meanwhile takes nothing away."""
    scope = access.scope_of_user_id(export.asked_by)
    if scope is None or not _still_may(scope, export):
        settle_export(export_id=export.id, state=Export.State.FAILED)
        return
    with tempfile.TemporaryFile() as out:
        with use_scope(scope), override(export.language):
            rows = fill(out, export)
            _write_looks(export)
        size, digest = out.seek(0, 2), _digest(out)
        default_storage.delete(export.path)
        default_storage.save(export.path, File(out))
    settle_export(export_id=export.id, state=Export.State.READY, size=size, digest=digest, rows=rows)


def _still_may(scope: Scope, export: Export) -> bool:
    with use_scope(scope):
        return may_ask_export(scope, kind=export.kind, subject_id=export.subject_id)


def fill(out: IO[bytes], export: Export) -> int:
    """The archive of this export as the scope in force sees it. Returns how many rows it has."""
    if export.kind == Export.Kind.ONEROSTER:
        write_oneroster(out, Roster(frozenset({export.subject_id}), clock.today()))
        return 0
    subject = export.subject_id
    of_person = export.kind == Export.Kind.PERSON

    def read(holding: Holding) -> Any:
        rows = holding.of_person if of_person else holding.of_organisation
        return rows(subject) if rows else None

    def receipts(holding: Holding) -> Any:
        return holding.receipts(subject) if of_person and holding.receipts else ()

    sealed = None if of_person else _sealed(subject)
    return write_export(out, holdings(), read, receipts, _manifest(export), sealed=sealed)


def _sealed(organisation_id: uuid.UUID) -> dict[str, Iterable[str]]:
    """Every chain of seals of the organisation, with the facts that the asker may read opened."""
    return {stream: sealing.bundle_of(organisation_id, stream) for stream in sealing.sealed_streams(organisation_id)}


def _manifest(export: Export) -> dict[str, object]:
    person = current_scope().person_id
    return {
        "made_at": clock.now().isoformat(timespec="seconds"),
        "made_for": registry.names_of([person]).get(person, "") if person else "",
        "about": {"kind": export.kind, "id": str(export.subject_id), "name": about(export)},
        "language": export.language,
    }


def _write_looks(export: Export) -> None:
    """Staff who take children's records with them have looked at each: the families see it."""
    if export.kind == Export.Kind.PERSON:
        access.log_look(child_id=export.subject_id, page=LOOKED_AT, organisation_id=_place(export))
        return
    whose = registry.Whose(organisations=[export.subject_id])
    for each in registry.person_entries(whose):
        if each.is_learner:
            access.log_look(child_id=each.id, page=LOOKED_AT, organisation_id=export.organisation_id)


def _place(export: Export) -> uuid.UUID | None:
    return export.person.organisation_id if export.person else None


def _digest(out: IO[bytes]) -> str:
    out.seek(0)
    digest = hashlib.file_digest(out, "sha256").hexdigest()  # type: ignore[arg-type]
    out.seek(0)
    return digest


@action(may=only_the_machine, facts_are_history=True)
def settle_export(*, export_id: uuid.UUID, state: str, size: int = 0, digest: str = "", rows: int = 0) -> None:
    """The export is ready, or has failed. A ready file waits three days."""
    now = clock.now()
    Export.objects.filter(id=export_id).update(
        state=state, made_at=now, expires_at=now + KEPT, size=size, digest=digest, rows=rows
    )


@action(may=only_the_machine, facts_are_history=True)
def take_back_old() -> int:
    """No file lies longer than its days."""
    old = Export.objects.filter(state=Export.State.READY, expires_at__lte=clock.now())
    found = list(old)
    for export in found:
        default_storage.delete(export.path)
    old.update(state=Export.State.GONE)
    return len(found)
