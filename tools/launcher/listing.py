"""The list of commands, read from the sources, so that it is there before anything is installed."""

import ast
from pathlib import Path

from launcher.house import SOURCES

OWN = {
    "up": "Install, prepare and serve (--port N, --data DIR, --size small|city, --wheels DIR, --lan ...).",
    "test": "Run every test, on SQLite and, where one answers, on PostgreSQL; arguments go to pytest.",
    "check": "Run every check: format, lint, types, contracts, migrations, translations and our own.",
    "wheels": "Fill a folder with all packages, for installing without a network: wheels DIR.",
}


def summary(path: Path) -> str:
    """The first sentence of a management command's help, without running it."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    said = ast.get_docstring(tree) or ""
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and any(
            isinstance(name, ast.Name) and name.id == "help" for name in node.targets
        ):
            value = node.value
            if isinstance(value, ast.Constant) and isinstance(value.value, str):
                said = value.value
    return said.strip().partition("\n")[0]


def commands(sources: Path = SOURCES) -> dict[str, str]:
    """Every management command of the house, by name."""
    files = sorted(sources.glob("**/management/commands/[!_]*.py"), key=lambda path: path.stem)
    return {path.stem: summary(path) for path in files}


def listing(sources: Path = SOURCES) -> str:
    behind = commands(sources)
    width = max(map(len, [*OWN, *behind])) + 2
    lines = ["Shanyraq. Usage: ./shanyraq [--data DIR] [--wheels DIR] COMMAND ...", ""]
    lines += [f"  {name:<{width}}{text}" for name, text in OWN.items()]
    lines += ["", *(f"  {name:<{width}}{text}" for name, text in behind.items())] if behind else []
    lines += [
        "",
        "Django's own commands (migrate, shell, createsuperuser, ...) work too; COMMAND --help tells more.",
    ]
    return "\n".join(lines)
