"""Our own checks find what they are for, and nothing else."""

from pathlib import Path

import pytest

from checks import addresses, duplicates, lengths, locks, paths


def tree(root: Path, **files: str) -> Path:
    for name, content in files.items():
        path = root / name.replace("__", "/").replace("_dot_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content)
    return root


STEPS = [f"step_{number}(lesson, {number})" for number in range(9)]


def function(name: str, steps: list[str], *, indent: str = "    ") -> str:
    return f"def {name}(lesson):\n" + "".join(f"{indent}{step}\n" for step in steps)


def found(**sources: str) -> list[tuple[str, int, str, int, int]]:
    named = {Path(name): source for name, source in sources.items()}
    return [
        (str(each.first), each.first_line, str(each.second), each.second_line, each.length)
        for each in duplicates.repetitions(named)
    ]


def test_a_repeated_run_is_found_once_with_its_whole_length() -> None:
    assert found(a=function("mark", STEPS), b="\n\n" + function("seal", STEPS)) == [("a", 2, "b", 4, 9)]


def test_spacing_blanks_and_comments_do_not_hide_a_repetition() -> None:
    disguised = function("seal", [*STEPS[:4], "", "# a note", *STEPS[4:]], indent="        ")
    assert found(a=function("mark", STEPS), b=disguised) == [("a", 2, "b", 2, 9)]


def test_a_repetition_inside_one_file_is_found() -> None:
    assert [each[4] for each in found(a=function("mark", STEPS) + function("seal", STEPS))] == [9]


def test_seven_lines_and_equal_imports_are_no_repetition() -> None:
    imports = "".join(f"import module_{number}\n" for number in range(20))
    assert found(a=imports + function("mark", STEPS[:7]), b=imports + function("seal", STEPS[:7])) == []


def test_addresses_in_locks_are_found(tmp_path: Path) -> None:
    server = "py" + "pi.org"
    root = tree(
        tmp_path,
        requirements_dot_lock="--extra-index-url https://mirror.example/simple\none==1.0\n",
        uv_dot_lock="",
        docs__install_dot_md=f"Packages come from {server}.\nSee https://example.org\n",
    )
    assert list(addresses.findings(root)) == [
        "docs/install.md:1: names a package server",
        "requirements.lock:1: an address in a lock",
        "uv.lock: this kind of lock carries addresses; commit the exported requirements instead",
    ]


def test_paths_of_one_machine_are_found(tmp_path: Path) -> None:
    root = tree(tmp_path, notes_dot_md="/" + "home/bolat/school\nhttps://x.kz/" + "work/1\n~/" + "work/2\n")
    assert list(paths.findings(root)) == ["notes.md:1: a path of one machine, /" + "home/bolat/"]


def test_a_long_file_is_found_and_a_long_migration_is_not(tmp_path: Path) -> None:
    long = "x = 1\n" * 301
    root = tree(tmp_path, src__marks_dot_py=long, src__migrations__marks_dot_py=long, src__day_dot_py="x = 1\n" * 300)
    assert list(lengths.findings(root)) == ["src/marks.py: 301 lines, more than 300"]


PROJECT = """
[project]
dependencies = ["Django>=5.2,<5.3"]
[dependency-groups]
dev = ["pytest>=9"]
bootstrap = ["uv>=0.11"]
"""
DJANGO = "django==5.2.19 \\\n    --hash=sha256:aa\n"
PYTEST = "pytest==9.2 \\\n    --hash=sha256:bb\n"
UV = "uv==0.13.9 \\\n    --hash=sha256:cc\n"


@pytest.mark.parametrize(
    ("run", "dev", "said"),
    [
        (DJANGO, DJANGO + PYTEST, []),
        (
            DJANGO.replace("5.2.19", "5.3.1"),
            DJANGO + PYTEST,
            ["Django 5.3.1 is not", "django is 5.2.19, and 5.3.1"],
        ),
        (DJANGO, DJANGO, ["pytest is not in it"]),
        (DJANGO, DJANGO + "pytest==9.2\n", ["pytest==9.2 has no hash"]),
    ],
)
def test_locks_answer_the_project(tmp_path: Path, run: str, dev: str, said: list[str]) -> None:
    files = {"requirements.lock": run, "requirements-dev.lock": dev, "requirements-bootstrap.lock": UV}
    for name, content in (files | {"pyproject.toml": PROJECT}).items():
        (tmp_path / name).write_text(content)
    answers = list(locks.findings(tmp_path))
    assert len(answers) == len(said)
    assert all(text in answer for text, answer in zip(said, answers, strict=True)), answers
