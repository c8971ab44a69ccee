"""The sign-ins of the demonstration: made at random for each load, kept beside the database, shown to its owner."""

import json
import os
import secrets
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from django.conf import settings

from shanyraq.flows.demonstration.invented import Named
from shanyraq.flows.demonstration.region import Region
from shanyraq.spine.access import api as access
from shanyraq.spine.registry.api import PersonDraft

SYLLABLES = tuple(consonant + vowel for consonant in "bdgkmnprstz" for vowel in "aeiou")
"""Easy to read out and to type on a phone."""


@dataclass(frozen=True, slots=True)
class SignIn:
    """One line of the table."""

    role: str
    name: str
    username: str
    password: str
    leads_to: str


@dataclass(frozen=True, slots=True)
class Person:
    """Who gets an account, and what a reader of the table is told."""

    role: str
    who: Named
    username: str
    leads_to: str


def make_signins(region: Region) -> list[SignIn]:
    """Each role of the story has an account with a password of its own."""
    cast = list(_cast(region))
    made = [SignIn(each.role, each.who.name, each.username, password(), each.leads_to) for each in cast]
    access.make_accounts(
        drafts=[
            access.AccountDraft(person_id=each.who.id, username=line.username, password=line.password)
            for each, line in zip(cast, made, strict=True)
        ]
    )
    return made


def _cast(region: Region) -> Iterator[Person]:
    posts = {position: [Named.of(who) for who in people] for position, people in region.lyceum.staff.posts.items()}
    people = {draft.id: draft for draft in region.people}
    teachers = {(seat.department, seat.place): who for seat, who in region.lyceum.staff.teachers.items()}
    dana, moldir = (home.guardians[0][1] for home in region.homes[:2])
    erzhan, saule = (home.children[0].draft for home in region.homes[:2])
    head, specialist = map(Named.of, region.office)
    yield Person("Director of school 28", posts["director"][0], "aigerim", "the school now, its figures and people")
    yield Person("Deputy head", posts["deputy"][0], "deputy", "the school now, cases of the day")
    yield _of("Teacher of mathematics", people[teachers["mathematics", 0]], "bolat", "today's lessons, the register")
    yield _of("Class teacher of 7 «Ә»", people[teachers["kazakh", 0]], "gulnar", "own lessons, own class, its cases")
    yield _of("Mother of Ержан and Айша", dana, "dana", "the children's day: gate, marks, homework")
    yield _of("Pupil of 7 «Ә»", erzhan, "erzhan", "own day and marks")
    yield _of("Mother at school 29", moldir, "moldir", "her own child only")
    yield _of("Pupil of school 29", saule, "saule", "own day only: nothing of school 28")
    yield Person("Head of the city's education office", head, "sandugash", "the city in figures, down to classes")
    yield Person("Specialist of the office", specialist, "nurlan", "the city in figures, down to classes")
    yield Person("Guard of school 28", posts["guard"][0], "serik", "the gate: who came, unknown cards")
    yield Person("Secretary", posts["secretary"][0], "secretary", "the register of people, invitations")
    for position in ("nurse", "librarian", "psychologist"):
        yield Person(position.capitalize(), posts[position][0], position, "the school's own pages")


def _of(role: str, who: PersonDraft, username: str, leads_to: str) -> Person:
    return Person(role, Named.of(who), username, leads_to)


def password() -> str:
    """Nine syllables and two digits: about 58 bits."""
    words = ("".join(secrets.choice(SYLLABLES) for _ in range(3)) for _ in range(3))
    return "-".join([*words, f"{secrets.randbelow(90) + 10}"])


def path() -> Path:
    return Path(settings.DATA) / "demo-signins.json"


def keep(lines: Sequence[SignIn]) -> None:
    """The sign-ins stand in the data folder, readable by its owner only."""
    whole = path().with_suffix(".new")
    whole.unlink(missing_ok=True)
    with os.fdopen(os.open(whole, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as handle:
        json.dump([asdict(line) for line in lines], handle, ensure_ascii=False, indent=1)
    whole.replace(path())


def kept() -> list[SignIn]:
    """The sign-ins of the standing demonstration; empty where none is."""
    if not path().exists():
        return []
    return [SignIn(**line) for line in json.loads(path().read_text(encoding="utf-8"))]


def table(lines: Sequence[SignIn]) -> str:
    """The sign-ins as a table for a terminal."""
    heads = ("Who", "Name", "Username", "Password", "Sees")
    rows = [heads, *((line.role, line.name, line.username, line.password, line.leads_to) for line in lines)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(heads))]
    ruled = [rows[0], tuple("-" * width for width in widths), *rows[1:]]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in ruled
    )
