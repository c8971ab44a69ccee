"""Resources that events still need: at each time there are enough of those that would do (Hall's condition)."""

from shanyraq.learning.timetable.gateways.xhstt.model import ArchiveModel

UNIONS = 200


def acceptable(model: ArchiveModel) -> dict[tuple[str, str], frozenset[str]]:
    """By event and open role, the resources that required constraints allow."""
    instance = model.instance
    found = {
        (key, need.role): frozenset(r for r, kind in instance.resources.items() if kind == need.kind)
        for key, event in instance.events.items()
        for need in event.resources
        if not need.resource
    }
    for row in instance.constraints:
        if row.kind == "PreferResources" and row.required:
            for event, role in found:
                if event in row.events and row.role in ("", role):
                    found[event, role] &= row.preferred
    return found


def keep_resources(model: ArchiveModel) -> None:
    needs = acceptable(model)
    sets = set(needs.values())
    unions = set(sets)
    for one in sorted(sets, key=sorted):
        unions |= {one | other for other in list(unions) if one & other and len(unions) < UNIONS}
    for rooms in sorted(unions, key=sorted):
        _enough(model, rooms, [event for (event, _), own in needs.items() if own <= rooms])


def _enough(model: ArchiveModel, rooms: frozenset[str], events: list[str]) -> None:
    roles = {index: events.count(row[0]) for index, row in enumerate(model.bundles) if row[0] in events}
    for time in range(model.last):
        terms = [many * literal for index, many in roles.items() for literal in model.covering[index].get(time, ())]
        if len(terms) > len(rooms):
            model.cp.add(sum(terms) + sum(model.busy(room, time) for room in rooms) <= len(rooms))
