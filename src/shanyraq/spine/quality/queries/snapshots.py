"""Reads over snapshots for statistics."""

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from shanyraq.kernel.facts import api as facts
from shanyraq.kernel.scope import current_scope
from shanyraq.spine.access import api as access
from shanyraq.spine.quality.models import FrozenRows, Snapshot, SnapshotMove
from shanyraq.spine.quality.models.snapshot import STATES
from shanyraq.spine.quality.queries import words
from shanyraq.spine.quality.queries.names import names_shown
from shanyraq.spine.quality.queries.register import rows_on
from shanyraq.spine.quality.reference.campaigns import Campaign, begun_by
from shanyraq.spine.quality.rules.counting import Difference, Line, State, Step, compare, digest, unpacked
from shanyraq.spine.registry import api as registry

STATE_WORDS = dict(STATES)
TONES = {
    State.PREPARED.value: "quiet", State.SUBMITTED.value: "info", State.RETURNED.value: "care",
    State.ACCEPTED.value: "good",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class SnapshotRow:
    """A snapshot in a list."""

    id: uuid.UUID
    organisation_id: uuid.UUID
    campaign: str
    state: str
    counts_on: dt.date
    due: dt.date
    figures: Mapping[str, str]
    digest: str
    version: int

    @property
    def state_words(self) -> str:
        return str(STATE_WORDS[self.state])

    @property
    def tone(self) -> str:
        return TONES[self.state]

    @property
    def campaign_words(self) -> str:
        return words.campaign_words(self.campaign)


FIELDS = ("id", "organisation_id", "campaign", "state", "counts_on", "due", "figures", "digest", "version")


@dataclass(frozen=True, slots=True)
class CampaignLine:
    """A campaign of a school: its snapshot where there is one."""

    campaign: Campaign
    title: str
    snapshot: SnapshotRow | None
    late: bool


def campaigns_of(organisation_id: uuid.UUID, *, day: dt.date) -> list[CampaignLine]:
    """The campaigns whose day has come, the latest first, with this school's snapshots. One query."""
    rows = Snapshot.objects.filter(organisation=organisation_id).values_list(*FIELDS)
    found = {row.campaign: row for row in (SnapshotRow(*values) for values in rows)}
    return [
        CampaignLine(
            campaign=one,
            title=words.campaign_words(one.key),
            snapshot=found.get(one.key),
            late=one.due < day and (one.key not in found or found[one.key].state in (State.PREPARED, State.RETURNED)),
        )
        for one in begun_by(day)
    ]


@dataclass(frozen=True, slots=True)
class SchoolLine:
    """A school in an office's list of a campaign; without a snapshot it has not begun."""

    organisation_id: uuid.UUID
    name: str
    snapshot: SnapshotRow | None

    @property
    def waits(self) -> bool:
        return self.snapshot is not None and self.snapshot.state == State.SUBMITTED

    @property
    def is_missing(self) -> bool:
        return self.snapshot is None or self.snapshot.state in (State.PREPARED, State.RETURNED)


def schools_in(campaign: str, *, under: str) -> list[SchoolLine]:
    """Every teaching organisation under the path: what waits for a decision first, then what is missing."""
    rows = Snapshot.objects.filter(campaign=campaign, organisation__in=registry.ids_under(under)).values_list(*FIELDS)
    found = {row.organisation_id: row for row in (SnapshotRow(*values) for values in rows)}
    lines = [
        SchoolLine(row.id, row.short, found.get(row.id))
        for row in registry.organisations(under=under)
        if row.kind != "office"
    ]
    return sorted(lines, key=lambda line: (not line.waits, not line.is_missing))


@dataclass(frozen=True, slots=True)
class FigureLine:
    code: str
    words: str
    value: str
    remark: str

    @property
    def shown(self) -> str:
        return words.figure_shown(self.value)


@dataclass(frozen=True, slots=True)
class MoveLine:
    move: str
    version: int
    at: dt.datetime
    by: str
    ground: str


@dataclass(frozen=True, slots=True)
class SinceThen:
    """How the register differs from the frozen rows: today, and in what it now says of the counted day itself."""

    moved: Difference
    corrected: Difference
    names: Mapping[uuid.UUID, str]


@dataclass(frozen=True, slots=True)
class SnapshotPage:
    row: SnapshotRow
    school: str
    lines: tuple[FigureLine, ...]
    moves: tuple[MoveLine, ...]
    since: SinceThen | None
    intact: bool | None
    """Whether the frozen rows still give the digest; None for who may not open them."""


def snapshot_page(snapshot_id: uuid.UUID, *, day: dt.date) -> SnapshotPage | None:
    """One snapshot, or None where the scope does not see it. Rows are opened for the school's keepers alone."""
    values = Snapshot.objects.filter(id=snapshot_id).values_list(*FIELDS).first()
    if values is None:
        return None
    row = SnapshotRow(*values)
    moves = list(SnapshotMove.objects.filter(snapshot_id=snapshot_id).order_by("happened_at", "id"))
    payloads = facts.payloads_of((move.day, move.id) for move in moves)
    remarks: Mapping[str, Any] = {}
    if moves and row.state in (State.RETURNED, State.PREPARED):
        returned = [move for move in moves if move.move == Step.RETURNED]
        remarks = payloads.get(returned[-1].id, {}).get("remarks", {}) if returned else {}
    who = registry.names_of({move.actor_id for move in moves if move.actor_id})
    school = registry.organisation(row.organisation_id)
    lines = frozen_lines(row) if row.organisation_id in current_scope().at(*access.KEEPERS) else None
    return SnapshotPage(
        row=row,
        school=school.short if school else "",
        lines=tuple(
            FigureLine(code, words.figure_words(code), value, str(remarks.get(code, "")))
            for code, value in in_order(row.figures)
        ),
        moves=tuple(
            MoveLine(
                move=move.move, version=move.version, at=move.happened_at,
                by=who.get(move.actor_id, "") if move.actor_id else "",
                ground=str(payloads.get(move.id, {}).get("ground", "")),
            )
            for move in moves
        ),
        since=_since(row, lines, day) if lines is not None else None,
        intact=digest(lines) == row.digest if lines is not None else None,
    )  # fmt: skip


def in_order(figures: Mapping[str, str]) -> list[tuple[str, str]]:
    """The figures as they are read: the totals in the order of their words, then grades, languages, shifts."""
    order = list(words.FIGURES)
    kinds = ("grade", "language", "shift")

    def rank(code: str) -> tuple[int, int, str]:
        kind = code.partition(".")[0]
        return (0, order.index(code), "") if code in order else (1, kinds.index(kind) if kind in kinds else 9, code)

    return sorted(figures.items(), key=lambda item: rank(item[0]))


def frozen_lines(row: SnapshotRow) -> list[Line] | None:
    """The rows beneath the latest version, where the scope sees them."""
    found = FrozenRows.objects.filter(snapshot=row.id, version=row.version).values_list("rows", flat=True).first()
    return None if found is None else unpacked(bytes(found))


def _since(row: SnapshotRow, lines: list[Line], day: dt.date) -> SinceThen:
    then = rows_on(row.organisation_id, day=row.counts_on)
    corrected = compare(lines, then)
    moved = compare(then, rows_on(row.organisation_id, day=day)) if day > row.counts_on else Difference()
    told = (corrected, moved)
    people = {one for d in told for part in (d.admitted, d.left, d.moved, d.corrected) for one in part}
    posts = {one for d in told for part in (d.posts_opened, d.posts_ended) for one in part}
    return SinceThen(moved=moved, corrected=corrected, names=names_shown(people | posts))


def submitted_among(campaign: str) -> frozenset[uuid.UUID]:
    """The organisations whose numbers are at the office or accepted. Asked by the machine."""
    rows = Snapshot.objects.filter(
        campaign=campaign, state__in=[State.SUBMITTED.value, State.ACCEPTED.value]
    ).seen_by_system()
    return frozenset(rows.values_list("organisation_id", flat=True))
