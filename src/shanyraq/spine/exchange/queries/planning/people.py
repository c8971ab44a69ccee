"""Whom a record means: by the key of its source, by IIN, by name and birth date. What is not certain is asked."""

import uuid
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from django.utils.translation import gettext_lazy as _

from shanyraq.kernel.text.alphabet import sort_key
from shanyraq.kernel.text.phones import BadPhone, normalise
from shanyraq.spine.exchange.drafts import Deed, Kind
from shanyraq.spine.exchange.queries.planning.drafts import Draft, reason
from shanyraq.spine.exchange.queries.planning.index import Index
from shanyraq.spine.exchange.queries.planning.references import Found
from shanyraq.spine.exchange.rules.verdicts import Decision, Verdict
from shanyraq.spine.registry import api as registry

COMPARED = ("family", "given", "patronymic", "birth_date", "sex", "phone", "email", "iin")
Named = dict[str, list[registry.StandingPerson]]


@dataclass(slots=True)
class People:
    """What the register knows of the people of one batch. `elsewhere` are those with a child at another organisation,
    or with no tie at all to this one."""

    by_id: dict[uuid.UUID, registry.StandingPerson]
    by_iin: dict[str, registry.StandingPerson]
    named: Named
    elsewhere: set[uuid.UUID]
    closed: set[uuid.UUID]

    @property
    def everybody(self) -> set[uuid.UUID]:
        return {*self.by_id, *(one.id for together in self.named.values() for one in together)}


def meet(drafts: Sequence[Draft], *, sources: dict[str, uuid.UUID], own: uuid.UUID | None) -> People:
    """Three queries for the whole batch."""
    iins = {draft.values["iin"] for draft in drafts if "iin" in draft.values}
    ids = set(sources.values()) | {draft.forced for draft in drafts if draft.forced}
    known = registry.people_standing(iins=iins, ids=ids)
    named: Named = defaultdict(list)
    for person in registry.people_named({sort_key(draft.full_name) for draft in drafts}, organisation_id=own):
        named[person.sort_key].append(person)
    everybody = [*known, *(one for together in named.values() for one in together)]
    loose = {p.id for p in everybody if p.organisation_id is None} if own else set()
    elsewhere = loose - registry.wholly_at(loose, organisation_id=own) if own and loose else set()
    closed = {p.id for p in known if p.protected} if own else set()
    return People({p.id: p for p in known}, {p.iin: p for p in known if p.iin}, named, elsewhere, closed)


def people_of_sources(found: Found) -> dict[str, uuid.UUID]:
    """Ids of people by the keys their source gave them."""
    return {key: target for (kind, key), target in found.sources.items() if kind == "person"}


def recognise(draft: Draft, people: People, index: Index, *, sources: dict[str, uuid.UUID]) -> None:
    """The draft has its person, or will make one, or is refused, or asks. A school's list says nothing of a protected
    person and changes nothing on the card: their director does that, person by person."""
    _meant(draft, people, index, sources=sources)
    if draft.standing is not None and draft.standing.id in people.closed:
        draft.standing = draft.target = None
        draft.refuse("iin", _("This person is not kept by lists: ask the director."))


def _meant(draft: Draft, people: People, index: Index, *, sources: dict[str, uuid.UUID]) -> None:
    known = sources.get(draft.source_key) or index.source("person", draft.source_key)
    if draft.deed is Deed.REMOVED:
        _is(draft, people.by_id.get(known) or people.by_iin.get(draft.values.get("iin", "")))  # type: ignore[arg-type]
        return
    if not draft.values.get("given"):
        draft.refuse("given", _("A person needs at least a given name."))
        return
    iin = draft.values.get("iin")
    if draft.forced is not None:
        _is(draft, people.by_id.get(draft.forced))
        if draft.standing is None:
            draft.refuse("given", _("The person whom this row was said to be stands in the register no more."))
    elif draft.source_key and (standing := people.by_id.get(sources.get(draft.source_key, uuid.UUID(int=0)))):
        if iin and standing.iin and standing.iin != iin:
            draft.refuse("iin", _("The source calls another person so: the IIN in the register is a different one."))
            return
        _is(draft, standing)
    elif known is not None and draft.source_key and draft.kind is not Kind.PUPIL:
        draft.target = known
    elif iin and draft.kind is not Kind.PUPIL and (met := index.of_iin(iin)):
        draft.target = met
        _is(draft, people.by_iin.get(iin))
    elif iin and iin in people.by_iin:
        _is(draft, people.by_iin[iin])
    else:
        _by_name(draft, people, index)


def _is(draft: Draft, person: registry.StandingPerson | None) -> None:
    draft.standing = person
    if person is not None:
        draft.target = person.id


def _by_name(draft: Draft, people: People, index: Index) -> None:
    if draft.decision == Decision.NEW:
        draft.make()
        return
    key, iin, born = sort_key(draft.full_name), draft.values.get("iin"), draft.values.get("birth_date")
    alike = [
        one
        for one in people.named.get(key, ())
        if not (iin and one.iin) and (born is None or one.birth_date is None or one.birth_date == born)
    ]
    near = [one for one in alike if one.id in draft.likely]
    if len(near) == 1:
        _is(draft, near[0])
        return
    if draft.kind is Kind.GUARDIAN and _reached_before(draft, alike, index):
        return
    certain = [one for one in alike if _is_certain(draft, one)]
    if len(certain) == 1 and len(alike) == 1:
        draft.note("given", _("Taken as the person of the same name who is here already."))
        _is(draft, certain[0])
    elif alike and (born or len(alike) > 1 or draft.kind is not Kind.GUARDIAN):
        draft.candidates = [one.id for one in alike][:5]
        draft.make()
        draft.verdict = Verdict.ASK
        draft.reasons.append(reason("given", _("Somebody of this name is here already: say whether it is the same.")))
    else:
        draft.make()


def _is_certain(draft: Draft, one: registry.StandingPerson) -> bool:
    """The same name in the same class, or on the same staff: the list was brought a second time."""
    if draft.kind is Kind.PUPIL:
        return one.group_id is not None and one.group_id == draft.values.get("group_id")
    return draft.kind is Kind.STAFF and one.is_staff and one.organisation_id == draft.organisation_id


def _reached_before(draft: Draft, alike: Sequence[registry.StandingPerson], index: Index) -> bool:
    """A parent without IIN is known by name and phone: brothers and sisters have one mother."""
    phone = draft.values.get("phone")
    if not phone:
        return False
    if before := index.reached(sort_key(draft.full_name), phone):
        draft.target = before
        return True
    same = [one for one in alike if one.phone == phone]
    if len(same) != 1:
        return False
    draft.note("phone", _("Taken as the person of the same name and phone who is here already."))
    _is(draft, same[0])
    return True


def is_kept_by(person: registry.StandingPerson, own: uuid.UUID | None, elsewhere: set[uuid.UUID]) -> bool:
    """Whose card this organisation keeps: its own people, and parents of nobody but its own children."""
    if own is None or person.organisation_id == own:
        return True
    return person.organisation_id is None and person.id not in elsewhere


def compare(draft: Draft, index: Index) -> None:
    """What the file says otherwise than the register about somebody whose card is ours to keep."""
    person = draft.standing
    if person is None or not draft.is_open:
        return
    if not draft.is_ours:
        if _bare(draft.values.get("family", ""), draft.values["given"]) != _bare(person.family, person.given):
            draft.refuse("iin", _("This IIN stands in the register elsewhere, and under another name."))
            return
        draft.note("given", _("Stands in the register elsewhere: the card is linked, and nothing on it is changed."))
        return
    if not index.once("compared", person.id):
        return
    after = {}
    for name in COMPARED:
        if name in draft.values and (value := draft.values[name]) != getattr(person, name):
            draft.change(name, getattr(person, name), value)
            after[name] = value
    if after:
        before = {name: getattr(person, name) for name in after}
        draft.deeds.append(registry.Amendment(kind="person", id=person.id, after=after, before=before))


def _bare(family: str, given: str) -> str:
    return sort_key(f"{family} {given}")


def make_person(draft: Draft) -> None:
    """Whoever is new stands in the register with what the file says."""
    if not (draft.is_new and draft.is_open and draft.target):
        return
    said = draft.values
    if not said.get("sex"):
        draft.refuse("sex", _("Say whether this is a man or a woman: neither the column nor an IIN tells it."))
        return
    draft.deeds.append(
        registry.PersonDraft(
            id=draft.target,
            family=said.get("family", ""),
            given=said["given"],
            patronymic=said.get("patronymic", ""),
            birth_date=said.get("birth_date"),
            sex=said["sex"],
            iin=said.get("iin"),
            phone=said.get("phone", ""),
            email=said.get("email", ""),
        )
    )


def tidy(drafts: Sequence[Draft]) -> None:
    """The number and the phone as the register writes them; what the number tells fills what was left out."""
    iin_of = registry.iin_reader()
    for draft in drafts:
        if draft.deed is Deed.STANDS:
            _tidy(draft, iin_of)


def _tidy(draft: Draft, iin_of: Callable[[str], registry.Iin]) -> None:
    said = draft.values
    if typed := said.get("iin"):
        try:
            iin = iin_of(typed)
        except registry.IdentifierError as error:
            draft.refuse("iin", _("The IIN is not valid: %(why)s"), why=partial(registry.identifier_words, error))
            return
        said["iin"] = iin.digits
        if iin.birth_date:
            said.setdefault("birth_date", iin.birth_date)
        if iin.sex:
            said.setdefault("sex", iin.sex.value)
    if typed := said.get("phone"):
        try:
            said["phone"] = normalise(typed)
        except BadPhone as error:
            draft.refuse("phone", error.reason)
