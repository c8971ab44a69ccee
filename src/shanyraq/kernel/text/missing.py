"""What a folder still owes its translators: a .po skeleton of every text that no catalogue translates.

Runs without settings, so that it helps while the rest of the house is being built:
    python -m shanyraq.kernel.text.missing src/shanyraq/learning/journal [--write]
"""

import argparse
import sys
from collections.abc import Iterable
from pathlib import Path

from shanyraq.kernel.text.catalogs import PACKAGE, PLURALS, catalogues, header, quote, read_po
from shanyraq.kernel.text.messages import Message, messages

LANGUAGES = ("kk", "ru")


def translated_keys(language: str, domain: str, root: Path = PACKAGE) -> set[tuple[str, str, bool]]:
    """(context, text, has plural) of every message that some catalogue of ours translates."""
    return {
        (*entry.key, bool(entry.plural))
        for path in catalogues(root)
        if path.parts[-3] == language and path.stem == domain
        for entry in read_po(path)
        if entry.msgid and entry.translated
    }


def missing(folder: Path, language: str, domain: str = "django", root: Path = PACKAGE) -> list[Message]:
    """The texts of `folder` without a translation into `language`, each once."""
    known = translated_keys(language, domain, root)
    wanted: dict[tuple[str, str, bool], Message] = {}
    for message in messages(folder):
        key = (*message.key, bool(message.plural))
        if message.domain == domain and key not in known:
            wanted.setdefault(key, message)
    return list(wanted.values())


def skeleton(wanted: Iterable[Message], language: str, *, start: Path) -> str:
    """The messages as .po entries with empty translations."""
    forms = int(PLURALS[language].split("nplurals=")[1][0])
    return "\n".join(_entry(message, forms, start) for message in wanted)


def _entry(message: Message, forms: int, start: Path) -> str:
    place = message.path.resolve().relative_to(start.resolve())
    lines = [f"#: {place}:{message.line}"]
    lines += [f"msgctxt {quote(message.context)}"] if message.context else []
    lines += [f"msgid {quote(message.msgid)}"]
    if message.plural:
        lines += [f"msgid_plural {quote(message.plural)}"]
        lines += [f'msgstr[{number}] ""' for number in range(forms)]
    else:
        lines += ['msgstr ""']
    return "\n".join(lines) + "\n"


def append_skeletons(folder: Path) -> list[Path]:
    """The catalogues of `folder` name every text they lack, ready to be filled in; returns those changed."""
    changed: list[Path] = []
    for language in LANGUAGES:
        for domain in ("django", "djangojs"):
            path = folder / "locale" / language / "LC_MESSAGES" / f"{domain}.po"
            known = {(*entry.key, bool(entry.plural)) for entry in read_po(path)} if path.exists() else set()
            wanted = missing(folder, language, domain)
            fresh = [one for one in wanted if (*one.key, bool(one.plural)) not in known]
            if fresh:
                path.parent.mkdir(parents=True, exist_ok=True)
                before = path.read_text("utf-8") if path.exists() else header(language)
                path.write_text(f"{before}\n{skeleton(fresh, language, start=folder)}", "utf-8")
                changed.append(path)
    return changed


def report(folder: Path) -> str:
    """What is missing, by language, as text to paste into the catalogues."""
    parts: list[str] = []
    for language in LANGUAGES:
        for domain in ("django", "djangojs"):
            if wanted := missing(folder, language, domain):
                parts.append(f"# ===== {language} / {domain}.po: {len(wanted)} missing in {folder}\n")
                parts.append(skeleton(wanted, language, start=folder))
    return "\n".join(parts) or f"# Nothing is missing in {folder}."


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--write", action="store_true", help="append the skeletons to the folder's own catalogues")
    options = parser.parse_args(arguments)
    if options.write:
        words = "\n".join(f"wrote {path}" for path in append_skeletons(options.folder))
    else:
        words = report(options.folder)
    sys.stdout.write(f"{words or 'nothing is missing'}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
