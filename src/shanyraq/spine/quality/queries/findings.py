"""Reads over findings: a school's open questions, one question with its history, counts for an office."""

import datetime as dt
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from shanyraq.kernel.facts import api as facts
from shanyraq.kernel.scope import Scope, current_scope
from shanyraq.spine.access import api as access
from shanyraq.spine.quality.models import Finding, FindingMove
from shanyraq.spine.quality.queries import words
from shanyraq.spine.quality.queries.names import names_shown
from shanyraq.spine.quality.queries.places import place
from shanyraq.spine.quality.rules.declaring import Owner, Severity, Subject
from shanyraq.spine.quality.rules.looking import RULES, State, Step
from shanyraq.spine.registry import api as registry

NEAREST = 12
"""Rows shown of one rule before «all of them»."""
RANK = {Severity.GRAVE: 0, Severity.PLAIN: 1, Severity.LIGHT: 2}
OPEN = Q(state=State.OPEN.value)


@dataclass(frozen=True, slots=True)
class Filters:
    """What the reader chose to see. Unknown words choose nothing."""

    state: str = State.OPEN.value
    rule: str = ""
    owner: str = ""
    group_id: uuid.UUID | None = None

    @property
    def condition(self) -> Q:
        wanted = Q(state=self.state, rule__in=sorted(RULES))
        if self.rule:
            wanted &= Q(rule=self.rule)
        if self.owner:
            wanted &= Q(rule__in=[code for code, rule in RULES.items() if rule.owner == self.owner])
        return wanted & Q(group=self.group_id) if self.group_id else wanted


@dataclass(frozen=True, slots=True)
class Question:
    """One finding in words."""

    id: uuid.UUID
    rule: str
    subject: str
    subject_id: uuid.UUID
    organisation_id: uuid.UUID
    group_id: uuid.UUID | None
    name: str
    group: str
    told: str
    state: str
    first_seen: dt.date
    opened_on: dt.date
    closed_on: dt.date | None
    accepted_until: dt.date | None
    place: str

    @property
    def note(self) -> str:
        """What was found, and in which class."""
        return " · ".join(filter(None, (self.told, self.group)))

    @property
    def is_open(self) -> bool:
        return self.state == State.OPEN

    @property
    def is_accepted(self) -> bool:
        return self.state == State.ACCEPTED


@dataclass(frozen=True, slots=True)
class RuleGroup:
    """The questions of one rule, the rule's own words, and whose they are."""

    rule: str
    words: words.Words
    severity: str
    severity_words: str
    tone: str
    owner: str
    owner_words: str
    touches: str
    mine: bool
    number: int
    questions: tuple[Question, ...]

    @property
    def more(self) -> int:
        return self.number - len(self.questions)


@dataclass(frozen=True, slots=True)
class SchoolQuestions:
    organisation_id: uuid.UUID
    name: str
    groups: tuple[RuleGroup, ...]
    open: int
    mine: int
    grave: int
    accepted: int
    looked_on: dt.date | None
    classes: tuple[tuple[uuid.UUID, str], ...]


def own_organisation(scope: Scope) -> uuid.UUID | None:
    """The organisation whose questions the reader sees first: one kept, else one where a class is led."""
    for roles in (access.KEEPERS, (access.Role.CLASS_TEACHER,)):
        if found := sorted(scope.at(*roles), key=lambda one: one.hex):
            return found[0]
    return None


def owners_here(scope: Scope, organisation_id: uuid.UUID) -> frozenset[str]:
    """As which owners of questions the reader acts at this organisation."""
    return frozenset(owner.value for owner in Owner if organisation_id in scope.at(owner.value))


def school_questions(organisation_id: uuid.UUID, filters: Filters, *, whole: bool = False) -> SchoolQuestions:
    """The questions of one school as the scope sees them, by rule: the reader's own first, then by severity.

    `whole` leaves out nothing (for a file); a page shows the first rows of each rule.
    """
    scope = current_scope()
    own = owners_here(scope, organisation_id)
    seen = Finding.objects.filter(organisation=organisation_id, rule__in=sorted(RULES))
    counts = dict(seen.filter(OPEN).values_list("rule").annotate(number=Count("id")).order_by())
    totals = seen.aggregate(
        accepted=Count("id", filter=Q(state=State.ACCEPTED.value)),
    )
    rows = list(seen.filter(filters.condition).order_by("rule", "group__sort_key", "subject_id"))
    by_rule: dict[str, list[Finding]] = {}
    for row in rows:
        by_rule.setdefault(row.rule, []).append(row)
    shown = {code: found if whole or filters.rule else found[:NEAREST] for code, found in by_rule.items()}
    asked = {row.id: one for row, one in _in_words([row for found in shown.values() for row in found])}
    classes = seen.filter(state=filters.state, group__isnull=False).values_list("group_id", flat=True).distinct()
    groups = [_group(code, len(by_rule[code]), [asked[row.id] for row in found], own) for code, found in shown.items()]
    school = registry.organisation(organisation_id)
    return SchoolQuestions(
        organisation_id=organisation_id,
        name=school.short if school else "",
        groups=tuple(sorted(groups, key=lambda one: (not one.mine, RANK[Severity(one.severity)], one.rule))),
        open=sum(counts.values()),
        mine=sum(number for code, number in counts.items() if RULES[code].owner in own),
        grave=sum(number for code, number in counts.items() if RULES[code].severity is Severity.GRAVE),
        accepted=totals["accepted"],
        looked_on=max((row.last_seen for row in rows), default=None),
        classes=tuple((row.id, row.name) for row in registry.groups(classes.order_by())),
    )


def _group(code: str, number: int, questions: Sequence[Question], own: frozenset[str]) -> RuleGroup:
    rule = RULES[code]
    return RuleGroup(
        rule=code,
        words=words.WORDS[code],
        severity=rule.severity.value,
        severity_words=str(words.SEVERITIES[rule.severity]),
        tone=words.TONES[rule.severity],
        owner=rule.owner.value,
        owner_words=str(words.OWNERS[rule.owner]),
        touches=str(words.TOUCHES[rule.touches]),
        mine=rule.owner.value in own,
        number=number,
        questions=tuple(questions),
    )


def _in_words(rows: Sequence[Finding]) -> Iterable[tuple[Finding, Question]]:
    """Names are read once for all rows: of people, classes and organisations. At most four queries."""
    people = {row.subject_id for row in rows if row.subject == Subject.PERSON}
    people_names = names_shown(people)
    groups = {row.id: row.name for row in registry.groups({row.group_id for row in rows if row.group_id})}
    kept = current_scope().at(*access.KEEPERS)
    schools = {row.organisation_id for row in rows if row.subject == Subject.ORGANISATION}
    school_names = {row.id: row.short for row in registry.organisations(schools)} if schools else {}
    for row in rows:
        group = groups.get(row.group_id, "") if row.group_id else ""
        named = {
            Subject.PERSON.value: people_names.get(row.subject_id, ""),
            Subject.GROUP.value: group,
            Subject.ORGANISATION.value: school_names.get(row.subject_id, ""),
            Subject.BUILDING.value: str(row.details.get("building", "")),
        }
        yield row, Question(
            id=row.id, rule=row.rule, subject=row.subject, subject_id=row.subject_id,
            organisation_id=row.organisation_id, group_id=row.group_id, name=named[row.subject],
            group=group if row.subject == Subject.PERSON else "", told=words.told(row.rule, row.details),
            state=row.state, first_seen=row.first_seen, opened_on=row.opened_on, closed_on=row.closed_on,
            accepted_until=row.accepted_until,
            place=place(row.rule, row.subject_id, group_id=row.group_id, others=row.details.get("others", []),
                              keeps=row.organisation_id in kept),
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Moved:
    """One move of a finding, with the reason where it is an acceptance."""

    move: str
    at: dt.datetime
    by: str
    reason: str


@dataclass(frozen=True, slots=True)
class OneQuestion:
    question: Question
    group: RuleGroup
    moves: tuple[Moved, ...]
    others: tuple[tuple[uuid.UUID, str], ...]
    """Further records of the same finding (alike people, one telephone number), for the school's keepers alone."""


def one_question(finding_id: uuid.UUID) -> OneQuestion | None:
    """One question with its history, or None where the scope does not see it or its rule is gone."""
    row = Finding.objects.filter(id=finding_id, rule__in=sorted(RULES)).first()
    if row is None:
        return None
    [(_row, question)] = _in_words([row])
    own = owners_here(current_scope(), row.organisation_id)
    moves = list(FindingMove.objects.filter(finding_id=finding_id).order_by("happened_at", "id"))
    accepted = [(move.day, move.id) for move in moves if move.move == Step.ACCEPTED]
    payloads = facts.payloads_of(accepted) if accepted else {}
    who = registry.names_of({move.actor_id for move in moves if move.actor_id})
    kept = row.organisation_id in current_scope().at(*access.KEEPERS)
    others = names_shown(map(uuid.UUID, row.details.get("others", []))) if kept else {}
    return OneQuestion(
        question=question,
        others=tuple(sorted(others.items(), key=lambda other: other[1])),
        group=_group(row.rule, 1, [question], own),
        moves=tuple(
            Moved(
                move=move.move,
                at=move.happened_at,
                by=who.get(move.actor_id, "") if move.actor_id else "",
                reason=str(payloads.get(move.id, {}).get("reason", "")),
            )
            for move in moves
        ),
    )


def open_questions(organisation_ids: Iterable[uuid.UUID]) -> tuple[int, int]:
    """How many questions of these organisations are open as the scope sees them, and how many of them are grave."""
    grave = [code for code, rule in RULES.items() if rule.severity is Severity.GRAVE]
    found = Finding.objects.filter(OPEN, organisation__in=list(organisation_ids), rule__in=sorted(RULES)).aggregate(
        open=Count("id"), grave=Count("id", filter=Q(rule__in=grave))
    )
    return found["open"], found["grave"]


@dataclass(frozen=True, slots=True)
class SchoolCount:
    """A school in an office's list: counts, and never a row."""

    organisation_id: uuid.UUID
    name: str
    open: int
    grave: int
    accepted: int


def counts_under(path: str) -> list[SchoolCount]:
    """Every teaching organisation under a territory path with its counts, the most grave first.

    The caller has shown that the path lies in the reader's scope.
    """
    grave = [code for code, rule in RULES.items() if rule.severity is Severity.GRAVE]
    found: QuerySet[Finding] = Finding.objects.filter(
        organisation__in=registry.ids_under(path), rule__in=sorted(RULES)
    ).seen_by_system()
    counts = {
        row[0]: row[1:]
        for row in found.values_list("organisation_id")
        .annotate(
            open=Count("id", filter=OPEN),
            grave=Count("id", filter=OPEN & Q(rule__in=grave)),
            accepted=Count("id", filter=Q(state=State.ACCEPTED.value)),
        )
        .order_by()
    }
    rows = [
        SchoolCount(row.id, row.short, *counts.get(row.id, (0, 0, 0)))
        for row in registry.organisations(under=path)
        if row.kind != "office"
    ]
    return sorted(rows, key=lambda row: (-row.grave, -row.open))
