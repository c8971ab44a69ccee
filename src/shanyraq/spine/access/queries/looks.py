"""Who looked at a child's record, in words for the family."""

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from shanyraq.spine.access.models import Look, User
from shanyraq.spine.access.queries.words import role_words
from shanyraq.spine.registry import api as registry

Words = str | Promise
_pages: dict[str, Words] = {
    "person": _("card"),
    "family": _("family papers"),
    "attendance": _("attendance"),
    "marks": _("marks"),
    "journal": _("class register"),
    "passages": _("entries and exits"),
}


def name_look_page(page: str, words: Words) -> None:
    """The family reads these words where a look at this page is listed. Called once, when a module starts."""
    _pages[page] = words


@dataclass(frozen=True, slots=True)
class LookRow:
    """One look: who, in which post, when, at what."""

    at: dt.datetime
    name: str
    initials: str
    position: str
    page: str


@dataclass(frozen=True, slots=True)
class LooksOfChild:
    child_id: uuid.UUID
    child: str
    looks: tuple[LookRow, ...]
    older_before: dt.datetime | None


PAGE_SIZE = 50


def looks_at(child_id: uuid.UUID, *, before: dt.datetime | None = None) -> LooksOfChild | None:
    """The latest looks at this child as the scope sees them; None where the child is not visible."""
    card = registry.card(child_id)
    if card is None:
        return None
    rows = Look.objects.filter(child_id=child_id, **({"at__lt": before} if before else {})).order_by("-at")
    found = list(rows[: PAGE_SIZE + 1])
    names, posts = _who({look.actor_id for look in found})
    shown = found[:PAGE_SIZE]
    return LooksOfChild(
        child_id=child_id,
        child=card.name,
        looks=tuple(_row(look, names, posts) for look in shown),
        older_before=shown[-1].at if len(found) > PAGE_SIZE else None,
    )


def latest_looks(child_id: uuid.UUID, *, limit: int = 5) -> list[LookRow]:
    """The last looks at this child as the scope sees them: the family, and heads of the organisation."""
    found = list(Look.objects.filter(child_id=child_id).order_by("-at")[:limit])
    names, posts = _who({look.actor_id for look in found})
    return [_row(look, names, posts) for look in found]


def _row(look: Look, names: dict[uuid.UUID, str], posts: dict[tuple[uuid.UUID, uuid.UUID], str]) -> LookRow:
    name = names.get(look.actor_id, str(_("a member of staff")))
    return LookRow(
        at=look.at,
        name=name,
        initials="".join(part[:1] for part in name.split()[:2]).upper(),
        position=posts.get((look.actor_id, look.organisation_id), ""),
        page=str(_pages.get(look.page, _("record"))),
    )


def _who(
    actor_ids: Iterable[uuid.UUID],
) -> tuple[dict[uuid.UUID, str], dict[tuple[uuid.UUID, uuid.UUID], str]]:
    """Names and posts of those who looked: the family may know them, though it sees no staff list."""
    ids = set(actor_ids)
    posts = User.objects.filter(person__in=ids, person__employments__isnull=False).values_list(
        "person_id", "person__employments__organisation_id", "person__employments__position"
    )
    ordered = posts.order_by("person__employments__valid_from")
    held = {(person, at): role_words(position) for person, at, position in ordered}
    return registry.names_of(ids), held
