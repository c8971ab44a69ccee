"""A closed register: heads learn who asks to correct it and what came too late; who asked learns what was decided."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from shanyraq.kernel import clock
from shanyraq.kernel.events.api import subscribe
from shanyraq.learning.journal.events import LateEditCame, LateEditDecided, UnlockAsked, UnlockDecided
from shanyraq.spine.notices import api as notices
from shanyraq.spine.registry import api as registry

HEADS = ("director", "deputy")


class _OfLocks(notices.Message):
    category = notices.Category.CASES
    icon = "lock"

    def url(self, params: Mapping[str, Any]) -> str:
        return reverse("locks")


@notices.message
class CorrectionAsked(_OfLocks):
    code = "unlock_asked"

    def words(self, params: Mapping[str, Any], *, child: str) -> notices.Words:
        return notices.Words(_("A teacher asks to correct a closed register."))


@notices.message
class CorrectionDecided(_OfLocks):
    code = "unlock_decided"

    def words(self, params: Mapping[str, Any], *, child: str) -> notices.Words:
        if params["granted"]:
            return notices.Words(_("The closed register is open for your correction."))
        return notices.Words(_("The closed register stays closed."), _("The reason stands beside your request."))


@notices.message
class LateEntries(_OfLocks):
    """One notice a day, however many entries came."""

    code = "late_edit"

    def words(self, params: Mapping[str, Any], *, child: str) -> notices.Words:
        return notices.Words(_("Entries came after their register was closed and wait for your decision."))


@notices.message
class LateEntryDecided(_OfLocks):
    code = "late_edit_decided"

    def words(self, params: Mapping[str, Any], *, child: str) -> notices.Words:
        if params["taken"]:
            return notices.Words(_("Your late entry stands in the register now."))
        return notices.Words(_("Your late entry was not taken over."), _("The reason stands beside it."))


def _tell_heads(organisation_id: Any, *, code: str, source: str) -> None:
    heads = registry.holders_of(HEADS, [organisation_id], day=clock.today()).get(organisation_id, ())
    _send(heads, organisation_id, code=code, source=source, params={})


def _send(people: Any, organisation_id: Any, *, code: str, source: str, params: Mapping[str, Any]) -> None:
    notices.send(
        letters=[
            notices.Letter(
                code=code, person_id=person, organisation_id=organisation_id, source=source, params=dict(params)
            )
            for person in people
        ]
    )


@subscribe(UnlockAsked)
def heads_are_asked(event: UnlockAsked) -> None:
    _tell_heads(event.organisation_id, code=CorrectionAsked.code, source=f"unlock:{event.unlock_id.hex}")


@subscribe(UnlockDecided)
def teacher_learns(event: UnlockDecided) -> None:
    source, params = f"unlock:{event.unlock_id.hex}", {"granted": event.granted}
    _send([event.asked_by], event.organisation_id, code=CorrectionDecided.code, source=source, params=params)


@subscribe(LateEditCame)
def heads_have_late_entries(event: LateEditCame) -> None:
    _tell_heads(event.organisation_id, code=LateEntries.code, source=f"late:{clock.today()}")


@subscribe(LateEditDecided)
def sender_learns(event: LateEditDecided) -> None:
    source, params = f"late:{event.late_edit_id.hex}", {"taken": event.taken}
    _send([event.sent_by], event.organisation_id, code=LateEntryDecided.code, source=source, params=params)
