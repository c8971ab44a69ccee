"""Rules of the house that a reader of the code would otherwise have to watch for; each is shown able to fail.

A reviewed file stands in its rule's list with the reason. A file that no longer needs its place there fails too.
"""

import ast
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SRC = ROOT / "src" / "shanyraq"
LONGEST = 60
WRITES = {
    "save", "create", "bulk_create", "update", "delete", "get_or_create", "update_or_create", "bulk_update",
    "asave", "acreate", "abulk_create", "aupdate", "adelete", "aget_or_create", "aupdate_or_create", "abulk_update",
    "_raw_delete",
}  # fmt: skip
WRITERS = {"actions", "projections", "migrations", "factories.py", "demo.py", "tests"}
CLOCKS = {"datetime", "date", "timezone"}
TIMES = {"now", "today", "utcnow", "localdate", "localtime"}
STATEMENTS = {"execute", "executemany", "executescript", "raw", "extra"}

Finder = Callable[[ast.Module], Iterator[int]]


def calls(tree: ast.Module) -> Iterator[ast.Call]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def last_name(node: ast.expr) -> str:
    """`datetime` of dt.datetime, `objects` of Person.objects."""
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def writes(tree: ast.Module) -> Iterator[int]:
    """The ORM's `update` takes names only, so one with a bare argument is a dictionary's, a set's or a digest's."""
    for call in calls(tree):
        if isinstance(call.func, ast.Attribute) and call.func.attr in WRITES:
            if call.func.attr in {"update", "aupdate"} and call.args:
                continue
            yield call.lineno


def reads_the_wall(tree: ast.Module) -> Iterator[int]:
    imported = {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.timezone"
        for alias in node.names
    }
    for call in calls(tree):
        function = call.func
        asked = isinstance(function, ast.Attribute) and function.attr in TIMES and last_name(function.value) in CLOCKS
        if asked or (isinstance(function, ast.Name) and function.id in imported & TIMES):
            yield call.lineno
        if isinstance(function, ast.Attribute) and ast.unparse(function) in {"time.time", "time.time_ns"}:
            yield call.lineno


def speaks_sql(tree: ast.Module) -> Iterator[int]:
    for call in calls(tree):
        by_name = isinstance(call.func, ast.Name) and call.func.id == "RawSQL"
        if by_name or (isinstance(call.func, ast.Attribute) and call.func.attr in STATEMENTS):
            yield call.lineno


def swallows_everything(tree: ast.Module) -> Iterator[int]:
    return (node.lineno for node in ast.walk(tree) if isinstance(node, ast.ExceptHandler) and node.type is None)


def prints(tree: ast.Module) -> Iterator[int]:
    return (call.lineno for call in calls(tree) if isinstance(call.func, ast.Name) and call.func.id == "print")


def functions(tree: ast.Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def is_too_long(tree: ast.Module) -> Iterator[int]:
    return (each.lineno for each in functions(tree) if (each.end_lineno or each.lineno) - each.lineno >= LONGEST)


def is_left_undone(tree: ast.Module) -> Iterator[int]:
    """`raise NotImplementedError` anywhere but in an abstract method."""
    abstract = {
        id(node)
        for each in functions(tree)
        if any(last_name(decorator) == "abstractmethod" for decorator in each.decorator_list)
        for node in ast.walk(each)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Raise) and node.exc is not None and id(node) not in abstract:
            raised = node.exc.func if isinstance(node.exc, ast.Call) else node.exc
            if last_name(raised) == "NotImplementedError":
                yield node.lineno


def trusts_markup(tree: ast.Module) -> Iterator[int]:
    return (call.lineno for call in calls(tree) if last_name(call.func) in {"mark_safe", "SafeString"})


@dataclass(frozen=True)
class Rule:
    """What is looked for, where it is lawful, which files were looked at one by one, and a source that breaks it."""

    find: Finder
    breaks: str
    keeps: str
    lawful: set[str] = field(default_factory=set)
    reviewed: dict[str, str] = field(default_factory=dict)


MACHINE = "the machine's own time, which a demonstration's clock must not move"
RULES = {
    "rows are written by acts": Rule(
        writes,
        "Mark.objects.filter(id=id).update(value=10)",
        "seen.update(others)\ndigest.update(b'x')",
        WRITERS,
        {
            "kernel/events/delivery.py": "a delivery is the machine's own row",
            "kernel/facts/forgetting.py": "the one permitted change of a companion, with its order",
            "kernel/jobs/queue.py": "the machine's own list of work",
            "kernel/jobs/reaping.py": "the machine's own list of work",
            "kernel/jobs/running.py": "the machine's own list of work",
            "kernel/jobs/schedules.py": "the machine's own list of work",
            "kernel/jobs/worker.py": "a worker says that it lives",
            "spine/exchange/gateways/uploads.py": "a file's storage has the same verbs; there is no table",
            "kernel/sealing/making.py": "seals are made by the machine over facts that stand",
        },
    ),
    "one clock": Rule(
        reads_the_wall,
        "import datetime as dt\nday = dt.date.today()",
        "from shanyraq.kernel import clock\nday = clock.today()\nself.now()",
        {"tests"},
        {
            "kernel/clock.py": "this is the clock",
            "kernel/events/delivery.py": MACHINE,
            "kernel/jobs/queue.py": MACHINE,
            "kernel/jobs/reaping.py": MACHINE,
            "kernel/jobs/running.py": MACHINE,
            "kernel/jobs/schedules.py": MACHINE,
            "kernel/events/announcing.py": MACHINE,
            "kernel/jobs/standing.py": MACHINE,
            "kernel/jobs/worker.py": MACHINE,
            "kernel/keeping/management/commands/backup.py": "a backup bears the hour at which it was made",
            "kernel/uuid7.py": "ids grow with the machine's time",
            "spine/access/queries/people.py": "a stored session ends by the library's clock",
            "spine/notices/actions/live.py": MACHINE,
            "spine/notices/live/hub.py": MACHINE,
        },
    ),
    "no SQL by hand": Rule(
        speaks_sql,
        "cursor.execute('SELECT 1')",
        "run(statement)",
        {"tests"},
        {
            "campus/gates/queries/credentials.py": "measured: a terminal's intake; its organisation is in the WHERE",
            "config/health.py": "asks whether the database answers",
            "flows/demonstration/loading.py": "a PRAGMA for one large load",
            "kernel/facts/checks.py": "asks PostgreSQL for its encoding",
            "kernel/facts/claims.py": "ON CONFLICT ... RETURNING, which the ORM does not have",
            "kernel/inserts.py": "one prepared statement for many rows",
            "kernel/facts/clustered.py": "the layout of a table on SQLite",
            "kernel/facts/partitions.py": "partitions",
            "kernel/facts/recording.py": "one prepared statement for many rows",
            "kernel/facts/triggers.py": "triggers",
            "kernel/keeping/databases.py": "copies of a whole database",
            "kernel/scope/prepared.py": "a lookup whose text the ORM itself made",
            "kernel/scope/queries.py": "where raw() is refused",
            "kernel/sealing/making.py": "an advisory lock",
            "learning/journal/projections/upserts.py": "an upsert of a whole term",
            "learning/journal/projections/lessons.py": "an update of a whole term",
            "spine/exchange/queries/planning/shelves.py": "names of a long file, in a temporary file of its own",
            "spine/exchange/gateways/oneroster/scratch.py": "joins of a hand-over, in a temporary file of its own",
            "spine/notices/actions/live.py": "NOTIFY",
        },
    ),
    "no bare except": Rule(swallows_everything, "try: a()\nexcept: pass", "try: a()\nexcept ValueError: pass"),
    "no print": Rule(
        prints,
        "print('Erzhan')",
        "self.stdout.write('done')",
        {"tests"},
        {"kernel/sealing/standalone/check_receipt.py": "a script that people carry away"},
    ),
    "short functions": Rule(
        is_too_long, "def long():\n" + "    a()\n" * LONGEST, "def short():\n" + "    a()\n" * (LONGEST - 1)
    ),
    "nothing left undone": Rule(
        is_left_undone,
        "def mark():\n    raise NotImplementedError",
        "@abstractmethod\ndef mark():\n    raise NotImplementedError",
    ),
    "markup is trusted in one place": Rule(
        trusts_markup,
        "mark_safe(pupil.name)",
        "format_html('<b>{}</b>', pupil.name)",
        {"ui", "tests"},
        {
            "learning/journal/pages/grid.py": "a cell is one compiled string; the name in it is escaped",
            "learning/journal/pages/month_grid.py": "a cell is one compiled string; the name in it is escaped",
        },
    ),
}


@cache
def parsed() -> dict[str, ast.Module]:
    """Every source of the house by its path below src/shanyraq."""
    return {
        path.relative_to(SRC).as_posix(): ast.parse(path.read_text("utf-8"))
        for path in sorted(SRC.rglob("*.py"))
        if "migrations" not in path.parts
    }


@pytest.mark.parametrize("name", RULES)
def test_the_house_keeps(name: str) -> None:
    rule = RULES[name]
    broken = {
        place: lines
        for place, tree in parsed().items()
        if not rule.lawful & set(place.split("/")) and (lines := list(rule.find(tree)))
    }
    assert parsed()
    assert {place: lines for place, lines in broken.items() if place not in rule.reviewed} == {}
    assert set(rule.reviewed) - set(broken) == set(), "reviewed, and no longer in need of it"


@pytest.mark.parametrize("name", RULES)
def test_the_rule_can_fail(name: str) -> None:
    rule = RULES[name]
    assert list(rule.find(ast.parse(rule.breaks))) != []
    assert list(rule.find(ast.parse(rule.keeps))) == []


# --- what is written in words, not in the tree of the code -----------------------------------------------------------

UNDONE = "TO" + "DO", "FIX" + "ME", "X" * 3
WORDS: dict[str, tuple[str, tuple[str, ...], str, str]] = {
    "nothing is put off": (
        rf"\b(?:{'|'.join(UNDONE)})\b", (".py", ".html", ".js", ".css", ".txt"), f"# {UNDONE[0]}: later", "# not yet",
    ),
    "an ignored type carries its code": (
        r"#\s*type:\s*ignore(?!\[)", (".py",), "x = 1  # type: " + "ignore", "x = 1  # type: ignore[misc]",
    ),
    "a silenced linter carries its code": (r"#\s*noqa(?!:)", (".py",), "x = 1  # no" + "qa", "x = 1  # noqa: S608"),
    "no template trusts what it shows": (
        r"\|\s*safe(?:seq)?\b|autoescape\s+off", (".html",), "{{ pupil.name|safe }}", "{{ pupil.name|title }}",
    ),
}  # fmt: skip


def sources(endings: tuple[str, ...]) -> Iterator[Path]:
    for folder in ("src", "tests", "tools"):
        for path in (ROOT / folder).rglob("*"):
            if path.suffix in endings and path != Path(__file__) and not {"vendor", "__pycache__"} & set(path.parts):
                yield path


@pytest.mark.parametrize("name", WORDS)
def test_no_source_says(name: str) -> None:
    pattern, endings, breaks, keeps = WORDS[name]
    assert re.search(pattern, breaks)
    assert not re.search(pattern, keeps)
    found = [path for path in sources(endings) if re.search(pattern, path.read_text("utf-8"))]
    assert [path.relative_to(ROOT).as_posix() for path in found] == []


# --- tests -----------------------------------------------------------------------------------------------------------

EXPECTING = {"raises", "warns", "fail", "skip"}


def asserts_nothing(tree: ast.Module) -> Iterator[str]:
    """Tests without an assert, a `raises`, or a call of a function of the same file that asserts."""
    helpers = {each.name for each in functions(tree) if not each.name.startswith("test_") and _asserts(each, set())}
    return (
        each.name for each in functions(tree) if each.name.startswith("test_") and not _asserts(each, helpers)
    )  # fmt: skip


def _asserts(function: ast.AST, helpers: set[str]) -> bool:
    return any(
        isinstance(node, ast.Assert)
        or (isinstance(node, ast.Call) and last_name(node.func) in EXPECTING | helpers)
        for node in ast.walk(function)
    )  # fmt: skip


def test_every_test_asserts_something() -> None:
    assert list(asserts_nothing(ast.parse("def test_it():\n    mark()"))) == ["test_it"]
    assert list(asserts_nothing(ast.parse("def has(x):\n    assert x\ndef test_it():\n    has(1)"))) == []
    found = {
        path.relative_to(ROOT).as_posix(): idle
        for path in [*ROOT.glob("tests/test_*.py"), *SRC.rglob("tests/**/test_*.py")]
        if (idle := list(asserts_nothing(ast.parse(path.read_text("utf-8")))))
    }
    assert found == {}
