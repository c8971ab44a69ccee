"""The person in the corner of every page."""

import uuid
from dataclasses import dataclass

from django.utils.translation import get_language

from shanyraq.kernel.scope import Scope
from shanyraq.spine.access.models import User

KEPT = 4000
_kept: dict[tuple[uuid.UUID, int], "Who"] = {}


@dataclass(frozen=True, slots=True)
class Who:
    """A name, and the organisation the person belongs to in both languages."""

    name: str
    short_kk: str
    short_ru: str

    @property
    def organisation(self) -> str:
        return self.short_ru if get_language() == "ru" else self.short_kk


def who_is(scope: Scope, *, access_version: int) -> Who | None:
    """The own name and organisation; asked once for each state of the person's rights."""
    if scope.person_id is None or scope.user_id is None:
        return None
    key = (scope.person_id, access_version)
    if key not in _kept:
        row = (
            User.objects.filter(id=scope.user_id)
            .values_list(
                "person__family",
                "person__given",
                "person__organisation__short_kk",
                "person__organisation__short_ru",
            )
            .first()
        )
        family, given, short_kk, short_ru = row or ("", "", "", "")
        while len(_kept) >= KEPT:
            _kept.pop(next(iter(_kept)), None)
        _kept[key] = Who(f"{family} {given}".strip(), short_kk or "", short_ru or "")
    return _kept[key]
