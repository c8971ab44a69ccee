"""Every text of the source that a person reads: found in Python, in templates and in scripts."""

import ast
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation.template import templatize

# Position of (context, text, plural) among the arguments of each gettext function; None where it has none.
_SHAPES: dict[str, tuple[int | None, int, int | None]] = {
    "gettext": (None, 0, None),
    "gettext_lazy": (None, 0, None),
    "gettext_noop": (None, 0, None),
    "_": (None, 0, None),
    "ngettext": (None, 0, 1),
    "ngettext_lazy": (None, 0, 1),
    "pgettext": (0, 1, None),
    "pgettext_lazy": (0, 1, None),
    "npgettext": (0, 1, 2),
    "npgettext_lazy": (0, 1, 2),
}
_CALL = re.compile(r"(?<![\w.])(n?p?gettext|_)\(")
_STRING = re.compile(r"""\s*u?("(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`[^`$\\]*`)\s*""")
_SKIPPED_FOLDERS = {"tests", "vendor", "migrations", "locale", "__pycache__", "node_modules"}


@dataclass(frozen=True, slots=True)
class Message:
    """One text as the source asks for it, and where."""

    domain: str
    context: str
    msgid: str
    plural: str
    path: Path
    line: int

    @property
    def key(self) -> tuple[str, str]:
        return self.context, self.msgid


class Unreadable(ValueError):
    """A text cannot be taken from the source; the words say where and why."""


def source_files(root: Path) -> list[Path]:
    """The files under `root` that may carry texts; tests, vendored files and migrations are left out."""
    return [
        path
        for path in sorted(root.rglob("*"))
        if path.suffix in _READERS_OF and not _SKIPPED_FOLDERS & set(path.relative_to(root).parts[:-1])
        if ".min." not in path.name and (path.suffix not in _TEMPLATES or "templates" in path.parts)
    ]


def messages_of(path: Path) -> Iterator[Message]:
    """The texts of one source file."""
    return _READERS_OF[path.suffix](path.read_text("utf-8"), path)


def messages(root: Path) -> Iterator[Message]:
    """The texts of every source file under `root`."""
    for path in source_files(root):
        yield from messages_of(path)


def in_python(source: str, path: Path) -> Iterator[Message]:
    """The texts of a Python file. An f-string or a sum inside gettext is refused: nobody could find it."""
    tree = ast.parse(source, filename=str(path))
    names = dict.fromkeys(_SHAPES) | {name: name for name in _SHAPES}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation":
            names |= {alias.asname: alias.name for alias in node.names if alias.asname and alias.name in _SHAPES}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and (shape := _SHAPES.get(names.get(_called(node), "") or "")):
            yield from _from_call(node, shape, path)


def _called(node: ast.Call) -> str:
    if isinstance(node.func, ast.Attribute):
        return node.func.attr if node.func.attr != "_" else ""
    return node.func.id if isinstance(node.func, ast.Name) else ""


def _from_call(node: ast.Call, shape: tuple[int | None, int, int | None], path: Path) -> Iterator[Message]:
    texts: list[str] = []
    for place in shape:
        argument = node.args[place] if place is not None and place < len(node.args) else None
        if isinstance(argument, ast.JoinedStr | ast.BinOp):
            raise Unreadable(f"{path}:{node.lineno}: gettext needs a plain string, then format the answer")
        constant = isinstance(argument, ast.Constant) and isinstance(argument.value, str)
        texts.append(str(argument.value) if constant and isinstance(argument, ast.Constant) else "")
    if texts[1]:
        yield Message("django", texts[0], texts[1], texts[2], path, node.lineno)


def in_template(source: str, path: Path) -> Iterator[Message]:
    """The texts of a Django template, as Django itself prepares them for translators."""
    try:
        prepared = templatize(source, origin=str(path))
    except SyntaxError as problem:
        raise Unreadable(f"{path}: {problem}") from problem
    yield from _from_calls(prepared, path, "django")


def in_script(source: str, path: Path) -> Iterator[Message]:
    """The texts of a JavaScript file that uses Django's catalogue functions."""
    yield from _from_calls(source, path, "djangojs")


def _from_calls(source: str, path: Path, domain: str) -> Iterator[Message]:
    for call in _CALL.finditer(source):
        context_at, text_at, plural_at = _SHAPES[call[1]]
        texts = _literals(source, call.end())
        if len(texts) <= max(context_at or 0, text_at, plural_at or 0):
            continue
        yield Message(
            domain=domain,
            context=texts[context_at] if context_at is not None else "",
            msgid=texts[text_at],
            plural=texts[plural_at] if plural_at is not None else "",
            path=path,
            line=source.count("\n", 0, call.start()) + 1,
        )


def _literals(source: str, position: int) -> list[str]:
    """The string literals that stand as first arguments from `position` on."""
    found: list[str] = []
    while match := _STRING.match(source, position):
        literal = match[1]
        found.append(literal[1:-1] if literal[0] == "`" else str(ast.literal_eval(literal)))
        position = match.end()
        if source[position : position + 1] != ",":
            break
        position += 1
    return found


_TEMPLATES = {".html", ".txt", ".svg"}
_READERS_OF: dict[str, Callable[[str, Path], Iterator[Message]]] = {
    ".py": in_python,
    ".js": in_script,
    ".mjs": in_script,
    **dict.fromkeys(_TEMPLATES, in_template),
}
