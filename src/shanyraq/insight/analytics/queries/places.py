"""Where a figure is taken: the place asked for, who may open it, and the way up from it."""

import uuid
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from shanyraq.insight.analytics.rules import Asker, Standing
from shanyraq.kernel.actions.api import Hidden
from shanyraq.kernel.figures.api import Level, Place
from shanyraq.kernel.scope import Scope, system_scope
from shanyraq.spine.registry import api as registry


@dataclass(frozen=True, slots=True)
class Found:
    """A place with what the rules ask of it and the places above."""

    place: Place
    standing: Standing
    above: tuple[Place, ...]


def asker_of(scope: Scope) -> Asker:
    return Asker(
        posts=tuple((post.role, post.organisation_id) for post in scope.posts),
        territories=scope.territories,
        groups=scope.groups,
        led_groups=scope.led_groups,
    )


def find_place(level: str, key: str) -> Found:
    """The place, whoever asks; the caller shows next that it lies within the asker's scope. Raises Hidden for none.

    Read by the machine, so that a refusal does not depend on what the asker may list. At most three queries.
    """
    finders = {Level.TERRITORY: _territory, Level.ORGANISATION: _organisation, Level.GROUP: _group}
    if level not in finders:
        raise Hidden("no such level")
    with system_scope("place of a figure"):
        return finders[Level(level)](key)


def _territory(key: str) -> Found:
    found = registry.territory(key)
    if found is None:
        raise Hidden("no such territory")
    return Found(Place(Level.TERRITORY, found.path, str(found)), Standing(Level.TERRITORY, found.path), ())


def _organisation(key: str) -> Found:
    found = registry.organisation(_id(key))
    if found is None:
        raise Hidden("no such organisation")
    above = _territory(found.territory_path)
    return Found(
        Place(Level.ORGANISATION, str(found.id), found.short),
        Standing(Level.ORGANISATION, found.territory_path, found.id),
        (above.place,),
    )


def _group(key: str) -> Found:
    found = next(iter(registry.groups([_id(key)])), None)
    if found is None:
        raise Hidden("no such group")
    above = _organisation(str(found.organisation_id))
    return Found(
        Place(Level.GROUP, str(found.id), found.name),
        Standing(Level.GROUP, above.standing.path, found.organisation_id, found.id),
        (*above.above, above.place),
    )


def _id(key: str) -> uuid.UUID:
    try:
        return uuid.UUID(key)
    except ValueError:
        raise Hidden("no such place") from None


def own_place(scope: Scope) -> Place | None:
    """The widest place of the asker's own: the territory, else the organisation, else the class led."""
    if scope.territories:
        return _territory(min(scope.territories, key=len)).place
    staffed = sorted(asker_of(scope).staffed, key=lambda one: one.hex)
    if staffed:
        return _organisation(str(staffed[0])).place
    return None


def address(code: str, place: Place, day: object, *, name: str = "figure") -> str:
    return f"{reverse(name, args=[code])}?{urlencode({'level': place.level, 'place': place.key, 'day': day})}"
