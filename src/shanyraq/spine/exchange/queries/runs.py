"""Runs and their lines, as the import desk shows them."""

import datetime as dt
import uuid
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import get_language

from shanyraq.spine.exchange.models import HeadingMap, Line, Run
from shanyraq.spine.exchange.rules.verdicts import State, Verdict
from shanyraq.spine.registry import api as registry

PAGE = 50


@dataclass(frozen=True, slots=True)
class RunCard:
    """One run. `counts` holds numbers of lines by kind and verdict, `totals` by verdict."""

    id: uuid.UUID
    organisation_id: uuid.UUID | None
    source: str
    filename: str
    state: str
    state_words: str
    opened_at: dt.datetime
    applied_at: dt.datetime | None
    undone_at: dt.datetime | None
    total: int
    done: int
    counts: dict[str, dict[str, int]]
    totals: dict[str, int]

    @property
    def may_apply(self) -> bool:
        return self.state == State.READ and bool(self.totals[Verdict.CREATE] + self.totals[Verdict.CHANGE])

    @property
    def may_undo(self) -> bool:
        return self.state == State.APPLIED

    @property
    def is_running(self) -> bool:
        return self.state in (State.READING, State.APPLYING)

    @property
    def percent(self) -> int:
        return 100 * self.done // self.total if self.total else 0


@dataclass(frozen=True, slots=True)
class Change:
    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a line is refused or asked about, or what to look at; in the reader's language."""

    field: str
    words: str
    entered: str
    grave: bool


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody in the register who may be the one meant."""

    id: uuid.UUID
    name: str
    birth_date: dt.date | None


@dataclass(frozen=True, slots=True)
class LineRow:
    """One record of the file and what would be done with it."""

    number: int
    kind: str
    kind_words: str
    sheet: str
    row: int
    title: str
    verdict: str
    verdict_words: str
    changes: tuple[Change, ...]
    reasons: tuple[Reason, ...]
    candidates: tuple[Candidate, ...]
    decision: str
    raw: dict[str, str]


@dataclass(frozen=True, slots=True)
class LinePage:
    rows: tuple[LineRow, ...]
    page: int
    pages: int
    total: int


def runs_of(organisation_id: uuid.UUID, *, limit: int = 30) -> list[RunCard]:
    """The latest runs of an organisation, as far as the scope sees them. One query."""
    return [_card(run) for run in Run.objects.filter(organisation=organisation_id).order_by("-opened_at")[:limit]]


def run_card(run_id: uuid.UUID) -> RunCard | None:
    """One run, or None where the scope does not see it."""
    run = Run.objects.filter(id=run_id).first()
    return _card(run) if run else None


def _card(run: Run) -> RunCard:
    totals = {verdict.value: sum(each.get(verdict, 0) for each in run.counts.values()) for verdict in Verdict}
    return RunCard(
        id=run.id,
        organisation_id=run.organisation_id,
        source=run.source,
        filename=run.filename,
        state=run.state,
        state_words=run.get_state_display(),
        opened_at=run.opened_at,
        applied_at=run.applied_at,
        undone_at=run.undone_at,
        total=run.total,
        done=run.done,
        counts=run.counts,
        totals=totals,
    )


def run_lines(run_id: uuid.UUID, *, verdict: str = "", kind: str = "", page: int = 1) -> LinePage:
    """A page of the lines of a run in the order of the file. Three queries at most."""
    lines = Line.objects.filter(run=run_id).order_by("number")
    if verdict:
        lines = lines.filter(verdict=verdict)
    if kind:
        lines = lines.filter(kind=kind)
    total = lines.count()
    pages = max(1, -(-total // PAGE))
    page = min(max(page, 1), pages)
    found = list(lines[(page - 1) * PAGE : page * PAGE])
    return LinePage(tuple(_rows(found)), page, pages, total)


def whole_run(run_id: uuid.UUID, *, verdict: str = "") -> Iterator[LineRow]:
    """Every line of a run, or of one verdict, in the order of the file, leaf by leaf."""
    first = run_lines(run_id, verdict=verdict)
    yield from first.rows
    for page in range(2, first.pages + 1):
        yield from run_lines(run_id, verdict=verdict, page=page).rows


def refused_lines(run_id: uuid.UUID) -> Iterator[LineRow]:
    """Every refused line and every one that asks and was not answered, for the file that goes back."""
    lines = Line.objects.filter(run=run_id, verdict__in=[Verdict.REFUSE, Verdict.ASK]).order_by("number")
    yield from _rows(list(lines))


def _rows(lines: list[Line]) -> Iterator[LineRow]:
    wanted = {uuid.UUID(one) for line in lines for one in line.candidates}
    people = {one.id: one for one in registry.people_standing(ids=wanted)} if wanted else {}
    language = get_language() or "kk"
    for line in lines:
        known = [people[key] for one in line.candidates if (key := uuid.UUID(one)) in people]
        yield LineRow(
            number=line.number,
            kind=line.kind,
            kind_words=line.get_kind_display(),
            sheet=line.sheet,
            row=line.row,
            title=line.title,
            verdict=line.verdict,
            verdict_words=line.get_verdict_display(),
            changes=tuple(Change(*change) for change in line.changes),
            reasons=tuple(
                Reason(one["field"], one["words"].get(language) or one["words"]["en"], one["entered"], one["grave"])
                for one in line.reasons
            ),
            candidates=tuple(
                Candidate(one.id, " ".join(filter(None, (one.family, one.given, one.patronymic))), one.birth_date)
                for one in known
            ),
            decision=line.decision,
            raw=dict(line.raw),
        )


def teachings(organisation_id: uuid.UUID, kind: str) -> dict[str, str]:
    """What this organisation's own headings mean, by folded heading ("" is left out). One query."""
    rows = HeadingMap.objects.filter(organisation=organisation_id, kind=kind)
    return dict(rows.values_list("heading", "field"))


def run_cut_off(*, organisation_id: uuid.UUID | None, source: str, filename: str) -> uuid.UUID | None:
    """The run of this file that is being applied and was cut off, as far as the scope sees it. One query."""
    runs = Run.objects.filter(organisation=organisation_id, source=source[:60], filename=filename[:200])
    return runs.filter(state=State.APPLYING).order_by("opened_at").values_list("id", flat=True).first()


def runs_being_applied() -> list[uuid.UUID]:
    """The runs that the worker is to go on with, the longest waiting first. One query, asked by the machine."""
    return list(Run.objects.filter(state=State.APPLYING).order_by("opened_at").values_list("id", flat=True))
