"""`shanyraq verify`: whether any fact was altered behind the application's back, each finding by name."""

import datetime as dt
import uuid
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import combinations

from shanyraq.kernel.facts.forgetting import orders_for
from shanyraq.kernel.facts.models import Companion, Fact, PendingSeal, fact_models
from shanyraq.kernel.facts.recording import canonical_of, payload_digest
from shanyraq.kernel.facts.triggers import missing
from shanyraq.kernel.sealing import chain
from shanyraq.kernel.sealing.canonical import digest_of
from shanyraq.kernel.sealing.making import ENTRY, ID, KEY
from shanyraq.kernel.sealing.models import Publication, PublishedSeal, Seal
from shanyraq.kernel.sealing.tree import root_of_blob


class Kind(StrEnum):
    ALTERED = "altered"
    REWRITTEN = "rewritten with its digest"
    SWAPPED = "swapped with another"
    DELETED = "deleted"
    INSERTED = "inserted behind the back"
    SALT_GONE = "companion removed"
    PAYLOAD = "words altered"
    TREE = "tree does not give its root"
    CHAIN = "chain of seals broken"
    PUBLICATION = "publication broken"
    OUTSIDE = "differs from the root saved outside"
    PROJECTION = "projection differs from its facts"
    TRIGGER = "guarding trigger missing"


@dataclass(frozen=True, slots=True)
class Finding:
    kind: Kind
    stream: str
    what: str


@dataclass(slots=True)
class Report:
    """What verify saw. `forgotten` counts facts whose payload was forgotten by an order; they are no findings."""

    findings: list[Finding] = field(default_factory=list)
    facts: int = 0
    sealed: int = 0
    waiting: int = 0
    forgotten: dict[uuid.UUID, int] = field(default_factory=dict)

    @property
    def stands(self) -> bool:
        return not self.findings


ProjectionCheck = Callable[[], Iterable[str]]
_projections: dict[str, ProjectionCheck] = {}
Outside = Sequence[tuple[dt.date | None, bytes]]


def projection_check(name: str) -> Callable[[ProjectionCheck], ProjectionCheck]:
    """Registers a module's comparison of its projection with its facts; it yields one line for each difference."""

    def register(check: ProjectionCheck) -> ProjectionCheck:
        _projections[name] = check
        return check

    return register


def verify(outside: Outside = ()) -> Report:
    """Reads every fact, seal and publication. `outside` are roots that somebody kept a copy of."""
    report = Report()
    for model in fact_models():
        _verify_stream(model, report)
    _verify_chains(report)
    _verify_publications(report, outside)
    for name, check in sorted(_projections.items()):
        report.findings += [Finding(Kind.PROJECTION, name, line) for line in check()]
    report.findings += [Finding(Kind.TRIGGER, name.rsplit("_no_", 1)[0], name) for name in missing()]
    return report


def _known_digests(stream: str, report: Report) -> dict[uuid.UUID, bytes]:
    """The digest that each fact of the stream had when it was sealed or queued."""
    known: dict[uuid.UUID, bytes] = {}
    for seal in Seal.objects.filter(stream=stream).iterator(chunk_size=50):
        keys, leaves = bytes(seal.keys), bytes(seal.leaves)
        if root_of_blob(leaves) != bytes(seal.root) or len(leaves) != 32 * seal.count:
            report.findings.append(Finding(Kind.TREE, stream, f"seal {seal.sequence} of {seal.organisation_id}"))
        for index in range(seal.count):
            known[uuid.UUID(bytes=keys[index * KEY : index * KEY + ID])] = leaves[index * 32 : index * 32 + 32]
    report.sealed += len(known)
    for row in PendingSeal.objects.filter(stream=stream).iterator(chunk_size=500):
        blob = bytes(row.entries)
        report.waiting += len(blob) // ENTRY
        for start in range(0, len(blob), ENTRY):
            known[uuid.UUID(bytes=blob[start : start + ID])] = blob[start + KEY : start + ENTRY]
    return known


def _verify_stream(model: type[Fact], report: Report) -> None:
    known = _known_digests(model.stream, report)
    suspects: list[tuple[Fact, Companion]] = []
    for fact, companion in _facts_with_companions(model):
        report.facts += 1
        due = known.pop(fact.id, None)
        if due is None:
            when = "before" if _is_backdated(fact) else "after"
            what = f"{fact.id} of {fact.day}, dated {when} the last seal"
            report.findings.append(Finding(Kind.INSERTED, model.stream, what))
        elif companion is None:
            report.findings.append(Finding(Kind.SALT_GONE, model.stream, str(fact.id)))
        else:
            _compare(fact, companion, due, suspects, report)
            _read_payload(fact, companion, report)
    report.findings += [Finding(Kind.DELETED, model.stream, str(fact_id)) for fact_id in sorted(known)]
    _name_suspects(model.stream, suspects, report)


def _compare(
    fact: Fact, companion: Companion, due: bytes, suspects: list[tuple[Fact, Companion]], report: Report
) -> None:
    content = _digest(fact, companion)
    if content == due and bytes(fact.digest) == due:
        return
    if content == bytes(fact.digest):
        report.findings.append(Finding(Kind.REWRITTEN, type(fact).stream, f"{fact.id} of {fact.day}"))
        return
    fact.digest = due
    suspects.append((fact, companion))


def _digest(fact: Fact, companion: Companion) -> bytes:
    """The digest that the row gives now; empty where a value put in by hand has no canonical bytes at all."""
    try:
        return digest_of(bytes(companion.salt), canonical_of(fact))
    except (TypeError, ValueError, KeyError):
        return b""


def _read_payload(fact: Fact, companion: Companion, report: Report) -> None:
    """The words are those of their digest, or an order that names this fact has taken them."""
    if companion.forgotten_by:
        report.forgotten[companion.forgotten_by] = report.forgotten.get(companion.forgotten_by, 0) + 1
        if orders_for([fact.id]).get(fact.id) != (companion.forgotten_by, fact.day):
            report.findings.append(Finding(Kind.PAYLOAD, type(fact).stream, f"{fact.id}: no order to forget it"))
        return
    if companion.payload is None and fact.payload_digest is None:
        return
    given = payload_digest(bytes(companion.payload_salt or b""), companion.payload or "")
    if given != bytes(fact.payload_digest or b""):
        report.findings.append(Finding(Kind.PAYLOAD, type(fact).stream, str(fact.id)))


def _name_suspects(stream: str, suspects: list[tuple[Fact, Companion]], report: Report) -> None:
    """Altered rows are named; where two of them give each other's content back, they were swapped."""
    swapped: set[uuid.UUID] = set()
    for one, other in combinations(suspects[:60], 2):
        if _fits(one, other) and _fits(other, one):
            report.findings.append(Finding(Kind.SWAPPED, stream, f"{one[0].id} with {other[0].id}"))
            swapped |= {one[0].id, other[0].id}
    report.findings += [
        Finding(Kind.ALTERED, stream, f"{fact.id} of {fact.day}")
        for fact, _companion in suspects
        if fact.id not in swapped
    ]


def _fits(one: tuple[Fact, Companion], other: tuple[Fact, Companion]) -> bool:
    """Whether `one` has its digest again when it takes what `other` shows: one column, the own ones, or the row."""
    fact, companion = one
    names = [field.attname for field in fact._meta.concrete_fields]
    row = [name for name in names if name not in ("id", "day", "recorded_at", "digest")]
    taken = [[name] for name in fact.sealed] + [list(fact.sealed), row]
    tries = [_with(fact, names, {name: getattr(other[0], name) for name in columns}) for columns in taken]
    return any(_digest(each, companion) == bytes(fact.digest) for each in tries)


def _with(fact: Fact, names: Sequence[str], changed: dict[str, object]) -> Fact:
    return type(fact)(**{name: getattr(fact, name) for name in names} | changed)


def _is_backdated(fact: Fact) -> bool:
    last = Seal.objects.filter(organisation_id=fact.organisation_id, stream=type(fact).stream).order_by("-sequence")
    sealed_at = last.values_list("sealed_at", flat=True).first()
    return bool(sealed_at and fact.recorded_at < sealed_at)


def _facts_with_companions(model: type[Fact]) -> Iterator[tuple[Fact, Companion | None]]:
    """Every fact of the stream with its companion, a few thousand at a time."""
    batch: list[Fact] = []
    for fact in model.objects.order_by("day", "id").iterator(chunk_size=2000):
        batch.append(fact)
        if len(batch) == 2000:
            yield from _paired(batch)
            batch = []
    yield from _paired(batch)


def _paired(batch: list[Fact]) -> Iterator[tuple[Fact, Companion | None]]:
    if not batch:
        return
    found: dict[uuid.UUID, Companion] = {}
    for start in range(0, len(batch), 500):  # SQLite takes a limited number of parameters
        part = batch[start : start + 500]
        rows = Companion.objects.filter(day__gte=part[0].day, day__lte=part[-1].day, id__in=[fact.id for fact in part])
        found |= {row.id: row for row in rows}
    for fact in batch:
        yield fact, found.get(fact.id)


def _verify_chains(report: Report) -> None:
    chains = Seal.objects.order_by().values_list("organisation_id", "stream").distinct()
    for organisation, stream in list(chains):
        seals = Seal.objects.filter(organisation_id=organisation, stream=stream).order_by("sequence").defer("keys")
        links = [(seal.link(), bytes(seal.hash)) for seal in seals]
        report.findings += [
            Finding(Kind.CHAIN, stream, f"seal {fault.at} of {organisation}: {fault.what.value}")
            for fault in chain.faults_of_seals(links)
        ]


def _verify_publications(report: Report, outside: Outside) -> None:
    links = [(row.link(), bytes(row.hash)) for row in Publication.objects.order_by("number")]
    dated = [(day, root) for day, root in outside if day]
    for fault in chain.faults_of_publications(links, outside=dated):
        kind = Kind.OUTSIDE if fault.what in (chain.Break.OUTSIDE, chain.Break.CUT) else Kind.PUBLICATION
        report.findings.append(Finding(kind, "publications", f"{fault.at}: {fault.what.value}"))
    here = {link.hash for link, _stored in links}
    report.findings += [
        Finding(Kind.OUTSIDE, "publications", root.hex()) for day, root in outside if not day and root not in here
    ]
    for link, _stored in links:
        _verify_published_seals(link, report)


def _verify_published_seals(link: chain.Publication, report: Report) -> None:
    """The seals that stand under a publication give its root again; a seal cut off after it was published shows."""
    rows = PublishedSeal.objects.filter(publication=link.number).select_related("seal").order_by("index")
    seals = [row.seal.link() for row in rows]
    if chain.tree_of_seals(seals).root != link.root or len(seals) != link.seal_count:
        report.findings.append(Finding(Kind.PUBLICATION, "publications", f"{link.number}: its seals give another root"))
