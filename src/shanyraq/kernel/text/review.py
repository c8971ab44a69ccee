"""What is wrong with the translations of the house: every text, both languages, with file and line."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from shanyraq.kernel.text import glossary
from shanyraq.kernel.text.catalogs import PACKAGE, PLURALS, BadCatalogue, Entry, catalogues, read_po
from shanyraq.kernel.text.lookalikes import mixed_words
from shanyraq.kernel.text.messages import Message, Unreadable, messages_of, source_files

LANGUAGES = ("kk", "ru")
# Russian is written with three forms, or with four (the last for fractions), as Django has it.
_FORMS = {"kk": {2}, "ru": {3, 4}}
_SAME = Path(__file__).resolve().parent / "same_in_both.txt"
_PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[sdfr](?![a-z])|\{\w*\}")
_TAG = re.compile(r"</?[a-z][\w-]*")

Key = tuple[str, str]


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing to put right, and where."""

    path: Path
    line: int
    words: str

    def __str__(self) -> str:
        place = self.path.relative_to(PACKAGE) if self.path.is_relative_to(PACKAGE) else self.path
        return f"{place}:{self.line}: {self.words}"


@dataclass(slots=True)
class House:
    """All texts and all catalogues, read once."""

    messages: list[Message] = field(default_factory=list)
    # (language, domain) -> key -> (file, entry) of every catalogue that has it.
    entries: dict[tuple[str, str], dict[Key, list[tuple[Path, Entry]]]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def review(root: Path = PACKAGE, *, library_keys: frozenset[Key] = frozenset()) -> list[Problem]:
    """Every problem under `root`, in order. Our catalogues may carry `library_keys` too."""
    house = _read(root)
    problems = [*house.problems, *_missing(house), *_unasked(house, library_keys), *_disagreeing(house)]
    problems += _same_in_both(house)
    for (language, _domain), by_key in house.entries.items():
        for path, entry in (pair for pairs in by_key.values() for pair in pairs):
            problems += [Problem(path, entry.line, f"{words}: {entry.msgid!r}") for words in _flaws(entry, language)]
    return sorted(set(problems))


def _read(root: Path) -> House:
    house = House()
    for source in source_files(root):
        try:
            house.messages += messages_of(source)
        except (Unreadable, SyntaxError) as problem:
            house.problems.append(Problem(source, 0, str(problem)))
    for path in catalogues(root):
        try:
            entries = read_po(path)
        except BadCatalogue as problem:
            house.problems.append(Problem(path, 0, str(problem)))
            continue
        house.problems += _catalogue_problems(path, entries)
        by_key = house.entries.setdefault((path.parts[-3], path.stem), {})
        for entry in entries:
            if entry.msgid:
                by_key.setdefault(entry.key, []).append((path, entry))
    return house


def _catalogue_problems(path: Path, entries: list[Entry]) -> Iterator[Problem]:
    language = path.parts[-3]
    if language not in LANGUAGES:
        yield Problem(path, 0, f"no such language in the house: {language}")
        return
    if not (forms := plural_forms(entries)) or forms not in _FORMS[language]:
        yield Problem(path, 1, f"the header needs Plural-Forms: {PLURALS[language]}")
    for entry in entries:
        if forms and entry.plural and len(entry.forms) != forms:
            yield Problem(path, entry.line, f"{len(entry.forms)} plural forms, not {forms}: {entry.msgid!r}")
    for key, count in Counter(entry.key for entry in entries).items():
        if count > 1:
            yield Problem(path, 0, f"stands {count} times: {key[1]!r}")
    for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
        if line.startswith("#~"):
            yield Problem(path, number, "obsolete lines are deleted, not kept")


def plural_forms(entries: list[Entry]) -> int:
    """How many plural forms the catalogue's header promises; 0 when it promises none."""
    header = next((entry.forms[0] for entry in entries if not entry.msgid), "")
    found = re.search(r"nplurals\s*=\s*(\d)", header)
    return int(found[1]) if found else 0


def _missing(house: House) -> Iterator[Problem]:
    for message in house.messages:
        for language in LANGUAGES:
            found = house.entries.get((language, message.domain), {}).get(message.key, [])
            if not any(entry.translated and bool(entry.plural) == bool(message.plural) for _path, entry in found):
                yield Problem(message.path, message.line, f"not in {language}: {message.msgid!r}")


def _unasked(house: House, library_keys: frozenset[Key]) -> Iterator[Problem]:
    asked = {(message.domain, message.key) for message in house.messages}
    for (_language, domain), by_key in house.entries.items():
        for key, pairs in by_key.items():
            if (domain, key) not in asked and key not in library_keys:
                yield from (Problem(path, entry.line, f"nobody asks for it: {key[1]!r}") for path, entry in pairs)


def _disagreeing(house: House) -> Iterator[Problem]:
    for by_key in house.entries.values():
        for (first_path, first), *others in by_key.values():
            for path, entry in others:
                if entry.forms != first.forms and entry.translated and first.translated:
                    words = f"differs from {first_path.parts[-5]}'s ({first.forms[0]!r}); agree, or add a context"
                    yield Problem(path, entry.line, f"{words}: {entry.msgid!r}")


def _same_in_both(house: House) -> Iterator[Problem]:
    allowed = {line.casefold() for line in _SAME.read_text("utf-8").splitlines() if line and not line.startswith("#")}
    for (language, domain), by_key in house.entries.items():
        russian = house.entries.get(("ru", domain), {}) if language == "kk" else {}
        for key, pairs in by_key.items():
            for path, entry in pairs:
                twin = next((other.forms[0] for _path, other in russian.get(key, [])), None)
                if twin == entry.forms[0] and any(map(str.isalpha, twin)) and _flat(key[1]) not in allowed:
                    yield Problem(path, entry.line, f"Kazakh equals Russian ({twin!r}): {key[1]!r}")


def _flat(text: str) -> str:
    return " ".join(text.split()).casefold()


def _flaws(entry: Entry, language: str) -> Iterator[str]:
    """What is wrong inside one entry."""
    if entry.fuzzy:
        yield "fuzzy"
    if not all(entry.forms):
        yield "empty translation"
        return
    for number, form in enumerate(entry.forms):
        yield from _form_flaws(entry, number, form, language)


def _form_flaws(entry: Entry, number: int, form: str, language: str) -> Iterator[str]:
    sources = {entry.msgid, entry.plural or entry.msgid} if number == 0 else {entry.plural or entry.msgid}
    if not any(_holders(source) == _holders(form) for source in sources):
        yield f"placeholders differ in {form!r}"
    if not any(Counter(_TAG.findall(source)) == Counter(_TAG.findall(form)) for source in sources):
        yield f"tags differ in {form!r}"
    if entry.msgid.startswith("\n") != form.startswith("\n") or entry.msgid.endswith("\n") != form.endswith("\n"):
        yield "begins or ends with a line break where the English does not, or the other way round"
    if mixed := mixed_words(_PLACEHOLDER.sub(" ", form)):
        yield f"letters of two scripts in {', '.join(mixed)}"
    if language == "kk":
        for term, words in glossary.strayed(entry.plural if number and entry.plural else entry.msgid, form):
            yield f"glossary: {term!r} is «{words}», not in {form!r}"


def _holders(text: str) -> Counter[str]:
    return Counter(_PLACEHOLDER.findall(text.replace("%%", "")))


def summary(problems: Iterable[Problem]) -> str:
    """The problems by file, and their number."""
    listed = [str(problem) for problem in problems]
    return "\n".join([*listed, f"{len(listed)} problems"]) if listed else "Every text stands in Kazakh and Russian."
