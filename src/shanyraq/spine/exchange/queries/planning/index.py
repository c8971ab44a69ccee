"""What this run itself will bring, so that later records can point at earlier ones before anything is written."""

import re
import uuid
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from shanyraq.kernel.text.alphabet import sort_key
from shanyraq.spine.exchange.drafts import Kind, Ref
from shanyraq.spine.exchange.queries.planning.drafts import Draft
from shanyraq.spine.exchange.queries.planning.shelves import Shelves
from shanyraq.spine.exchange.rules.verdicts import Verdict

PEOPLE = frozenset({Kind.STAFF, Kind.PUPIL, Kind.GUARDIAN})
PLACED = frozenset({Kind.GROUP, Kind.PUPIL})
"""What others point at to be of the same organisation."""
_CLASS = re.compile(r"(\d{1,2})[^\w]*(\w{0,4})")


def category(kind: Kind) -> str:
    """People have one name space, whatever they are: a teacher is also somebody's mother."""
    return "person" if kind in PEOPLE else kind.value


def class_key(text: str) -> str:
    """«7 «Ә»», «7-ә» and «7Ә» are one class."""
    found = _CLASS.match(text.strip())
    return f"{int(found[1])}{found[2].casefold()}" if found else text.strip().casefold()


@dataclass(slots=True)
class Index:
    """Ids given beforehand to what the run will create, and ids of what it found, by every name they may be called.

    What grows with the people of the file lies on shelves; what grows with its schools and classes stays here.
    """

    shelves: Shelves = field(default_factory=Shelves)
    classes: dict[tuple[uuid.UUID, str], uuid.UUID] = field(default_factory=dict)
    bins: dict[str, uuid.UUID] = field(default_factory=dict)
    numbers: dict[int, uuid.UUID] = field(default_factory=dict)
    places: dict[tuple[object, ...], uuid.UUID] = field(default_factory=dict)
    posts: set[tuple[uuid.UUID, uuid.UUID, str]] = field(default_factory=set)
    first_post: dict[tuple[uuid.UUID, uuid.UUID], uuid.UUID] = field(default_factory=dict)
    called: dict[uuid.UUID, str] = field(default_factory=dict)

    def look_ahead(self, drafts: Sequence[Draft]) -> None:
        """These drafts, all of one kind, are planned next."""
        self.shelves.look_ahead(name for draft in drafts for name in _asked(draft))

    def twice(self, draft: Draft, key: object) -> tuple[str, int] | None:
        """Where the same thing stood before in this file; None where it is the first time."""
        name = f"row {draft.kind} {key}"
        if isinstance(first := self.shelves.get(name), str):
            row, _space, sheet = first.partition(" ")
            place = (sheet, int(row))
            return None if place == (draft.place.sheet, draft.place.row) else place
        self.shelves.put(name, f"{draft.place.row} {draft.place.sheet}")
        return None

    def source(self, kind: str, key: str) -> uuid.UUID | None:
        """What the source calls so."""
        return self.shelves.id_of(f"{kind} {key}") if key else None

    def reached(self, key_of_name: str, phone: str) -> uuid.UUID | None:
        """Who of this name was last met with this telephone."""
        return self.shelves.id_of(f"reached {key_of_name} {phone}")

    def of_iin(self, iin: str) -> uuid.UUID | None:
        return self.shelves.id_of(f"iin {iin}")

    def organisation_of(self, target: uuid.UUID) -> uuid.UUID | None:
        return self.shelves.id_of(f"at {target.hex}")

    def look_for_organisations_of(self, targets: Iterable[uuid.UUID]) -> None:
        self.shelves.look_for(f"at {target.hex}" for target in targets)

    def once(self, what: str, *ids: uuid.UUID) -> bool:
        """Whether this is said of these for the first time."""
        if self.shelves.get(_name(what, ids)) is not None:
            return False
        self.note(what, *ids)
        return True

    def note(self, what: str, *ids: uuid.UUID) -> None:
        self.shelves.put(_name(what, ids), "")

    def take(self, draft: Draft) -> None:
        """From now on others may point at what this record brings."""
        target = draft.target
        if target is None or draft.verdict is Verdict.REFUSE:
            return
        if draft.organisation_id and draft.kind in PLACED:
            self.shelves.put_id(f"at {target.hex}", draft.organisation_id)
        if draft.source_key:
            self.shelves.put_id(f"{category(draft.kind)} {draft.source_key}", target)
        if draft.kind in PEOPLE:
            if iin := draft.values.get("iin"):
                self.shelves.put_id(f"iin {iin}", target)
            key = sort_key(draft.full_name)
            self.shelves.meet(key, target)
            if phone := draft.values.get("phone"):
                self.shelves.put_id(f"reached {key} {phone}", target)
        elif draft.kind is Kind.GROUP and draft.organisation_id:
            key = class_key(f"{draft.values.get('grade', '')}{draft.values.get('letter', '')}")
            self.classes[draft.organisation_id, key] = target
        elif draft.kind is Kind.ORGANISATION:
            self._take_organisation(draft, target)

    def _take_organisation(self, draft: Draft, target: uuid.UUID) -> None:
        if bin_ := draft.values.get("bin"):
            self.bins[bin_] = target
        if number := draft.values.get("number"):
            self.numbers[number] = target


def _name(what: str, ids: Iterable[uuid.UUID]) -> str:
    return " ".join((what, *[one.hex for one in ids]))


TOLD_ONCE = frozenset(Kind) - {Kind.GUARDIAN}
_AT = {
    "organisation": "organisation", "group": "group", "teacher": "person", "class_teacher": "person", "child": "person",
}  # fmt: skip


def _asked(draft: Draft) -> Iterator[str]:
    """The names that planning this draft asks for, as far as they are known beforehand."""
    said = draft.values
    if draft.source_key:
        yield f"{category(draft.kind)} {draft.source_key}"
    if iin := said.get("iin"):
        yield f"iin {iin}"
    for field_name, kind in _AT.items():
        if isinstance(value := said.get(field_name), Ref):
            yield f"{kind if value.by == 'source' else value.by} {value.key}"
    if draft.kind is Kind.GUARDIAN and (phone := said.get("phone")):
        yield f"reached {sort_key(draft.full_name)} {phone}"
    if draft.kind in TOLD_ONCE:
        post = said.get("position") if draft.kind is Kind.STAFF else None
        yield f"row {draft.kind} {('iin', (iin, post))}"
        yield f"row {draft.kind} {('source_key', (draft.source_key, post))}"
