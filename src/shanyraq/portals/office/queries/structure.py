"""The structure of the region as counts: territory, school, class. No child's row is read."""

import datetime as dt
from dataclasses import dataclass

from shanyraq.kernel.actions.api import Hidden
from shanyraq.kernel.scope import current_scope
from shanyraq.spine.registry import api as registry


@dataclass(frozen=True, slots=True)
class StructurePage:
    path: str
    title: str
    day: dt.date
    above: tuple[tuple[str, str], ...]
    """(title, path) of the territories above that are the reader's own too, the widest first."""
    parts: tuple[registry.HeadCount, ...]
    here: tuple[registry.HeadCount, ...]

    @property
    def learners(self) -> int:
        return sum(one.learners for one in (*self.parts, *self.here))

    @property
    def organisations(self) -> int:
        return sum(one.organisations for one in (*self.parts, *self.here))

    @property
    def staff(self) -> int:
        return sum(one.staff for one in (*self.parts, *self.here))


def structure_page(path: str, *, day: dt.date) -> StructurePage:
    """The asked territory, or the reader's own. Raises Hidden for one that is not under the reader's office."""
    own = current_scope().over("office", "office_head")
    path = path or next(iter(own), "")
    top = next((one for one in own if path.startswith(one)), None)
    found = registry.territory(path) if top else None
    if top is None or found is None or found.path != path:
        raise Hidden("no such territory")
    parts, here = registry.structure_of(path, day=day)
    return StructurePage(
        path, str(found), day, tuple(registry.territories_between(top, path)), tuple(parts), tuple(here)
    )
