"""What this run itself will bring, so that later records can point at earlier ones before anything is written."""

import re
import uuid
from collections import defaultdict
from dataclasses import dataclass, field

from shanyraq.kernel.text.alphabet import sort_key
from shanyraq.spine.exchange.drafts import Kind
from shanyraq.spine.exchange.queries.planning.drafts import Draft
from shanyraq.spine.exchange.rules.verdicts import Verdict

PEOPLE = frozenset({Kind.STAFF, Kind.PUPIL, Kind.GUARDIAN})
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
    """Ids given beforehand to what the run will create, and ids of what it found, by every name they may be called."""

    sources: dict[tuple[str, str], uuid.UUID] = field(default_factory=dict)
    iins: dict[str, uuid.UUID] = field(default_factory=dict)
    rows: dict[tuple[Kind, object], tuple[str, int]] = field(default_factory=dict)
    names: dict[str, set[uuid.UUID]] = field(default_factory=lambda: defaultdict(set))
    classes: dict[tuple[uuid.UUID, str], uuid.UUID] = field(default_factory=dict)
    bins: dict[str, uuid.UUID] = field(default_factory=dict)
    numbers: dict[int, uuid.UUID] = field(default_factory=dict)
    reached: dict[tuple[str, str], uuid.UUID] = field(default_factory=dict)
    organisation_of: dict[uuid.UUID, uuid.UUID] = field(default_factory=dict)
    places: dict[tuple[object, ...], uuid.UUID] = field(default_factory=dict)
    posts: set[tuple[uuid.UUID, uuid.UUID, str]] = field(default_factory=set)
    first_post: dict[tuple[uuid.UUID, uuid.UUID], uuid.UUID] = field(default_factory=dict)
    called: dict[uuid.UUID, str] = field(default_factory=dict)
    compared: set[uuid.UUID] = field(default_factory=set)
    rights: set[tuple[uuid.UUID, uuid.UUID]] = field(default_factory=set)

    def twice(self, draft: Draft, key: object) -> tuple[str, int] | None:
        """Where the same thing stood before in this file; None where it is the first time."""
        place = (draft.place.sheet, draft.place.row)
        first = self.rows.setdefault((draft.kind, key), place)
        return None if first == place else first

    def take(self, draft: Draft) -> None:
        """From now on others may point at what this record brings."""
        if draft.target is None or draft.verdict is Verdict.REFUSE:
            return
        if draft.organisation_id:
            self.organisation_of[draft.target] = draft.organisation_id
        if draft.source_key:
            self.sources[category(draft.kind), draft.source_key] = draft.target
        if draft.kind in PEOPLE:
            self._take_person(draft, draft.target)
        elif draft.kind is Kind.GROUP and draft.organisation_id:
            key = class_key(f"{draft.values.get('grade', '')}{draft.values.get('letter', '')}")
            self.classes[draft.organisation_id, key] = draft.target
        elif draft.kind is Kind.ORGANISATION:
            self._take_organisation(draft, draft.target)

    def _take_person(self, draft: Draft, target: uuid.UUID) -> None:
        if iin := draft.values.get("iin"):
            self.iins[iin] = target
        self.names[sort_key(draft.full_name)].add(target)
        if phone := draft.values.get("phone"):
            self.reached[sort_key(draft.full_name), phone] = target

    def _take_organisation(self, draft: Draft, target: uuid.UUID) -> None:
        if bin_ := draft.values.get("bin"):
            self.bins[bin_] = target
        if number := draft.values.get("number"):
            self.numbers[number] = target
